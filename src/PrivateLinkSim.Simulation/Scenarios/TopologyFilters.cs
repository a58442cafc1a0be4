using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>The security groups and network ACLs of a topology's VPCs, as the steps that make them. What is not declared is not spoken of.</summary>
internal static class TopologyFilters
{
    public static IEnumerable<PlannedStep> Of(ScenarioFile file, VpcTopology vpc, Caller caller, string path)
    {
        for (var index = 0; index < vpc.SecurityGroups.Length; index++)
        {
            if (!vpc.SecurityGroups[index].Default)
            {
                var name = vpc.SecurityGroups[index].Name;
                var step = new Step { CreateSecurityGroup = new() { VpcId = vpc.Name, GroupName = name, Description = name } };
                yield return new PlannedStep(null, PathOf(path, "securityGroups", index), file.Start, caller, name, ids => ScenarioCalls.Of(step, caller, ids));
            }
        }

        foreach (var step in Rules(file, vpc, path))
        {
            yield return step;
        }

        for (var index = 0; index < vpc.Subnets.Length; index++)
        {
            var subnet = vpc.Subnets[index];
            if (vpc.NetworkAcls.FirstOrDefault(acl => acl.Name == subnet.NetworkAcl) is { } acl)
            {
                var step = new Step { DeclareNetworkAcl = new() { SubnetId = subnet.Name, Name = acl.Name, Inbound = acl.Inbound, Outbound = acl.Outbound } };
                yield return new PlannedStep(null, PathOf(path, "subnets", index), file.Start, null, null, ids => ScenarioCalls.Of(step, null, ids));
            }
        }
    }

    // The default group has its name from here, so it comes before the rules that name it.
    private static IEnumerable<PlannedStep> Rules(ScenarioFile file, VpcTopology vpc, string path)
    {
        for (var index = 0; index < vpc.SecurityGroups.Length; index++)
        {
            if (vpc.SecurityGroups[index] is { Default: true } group)
            {
                yield return new PlannedStep(
                    null, PathOf(path, "securityGroups", index), file.Start, null, group.Name, ids => [ScenarioCalls.DeclareInboundRules(vpc.Name, null, null, ids)]);
            }
        }

        for (var index = 0; index < vpc.SecurityGroups.Length; index++)
        {
            if (vpc.SecurityGroups[index] is { Inbound: { } inbound } group)
            {
                yield return new PlannedStep(
                    null, PathOf(path, "securityGroups", index), file.Start, null, null, ids => [ScenarioCalls.DeclareInboundRules(vpc.Name, group.Name, inbound, ids)]);
            }
        }
    }

    private static string PathOf(string path, string member, int index) =>
        ScenarioPath.Item($"{path}.{member}", index);
}
