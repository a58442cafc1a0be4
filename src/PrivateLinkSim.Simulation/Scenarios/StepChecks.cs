using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>Checks the commands of steps: who calls, where, and what is named. What AWS refuses is for the run to find out.</summary>
internal sealed class StepChecks(Scenario scenario, ScenarioNames names, ReferenceChecks references, Settings settings)
{
    private readonly ScenarioErrors _errors = references.Errors;
    private readonly RefusalChecks _refusals = new(settings, references);
    private readonly ParameterChecks _parameters = new(references, new FilterChecks(names, references));
    private readonly FaultChecks _faults = new(references);
    private readonly StepCalls _calls = new(name => names.TryGet(name, out var found) ? found : null);

    /// <summary>Checks the only step of a scenario without what came before it: users and roles may have been made by anybody.</summary>
    public void CheckAsked() => CheckCommand(scenario.Steps[0], ScenarioPath.Item("steps", 0), 0);

    public void Check()
    {
        var conditions = new ConditionChecks(names, references);
        var identities = new IdentityChecks(scenario, _calls, _errors);
        for (var index = 0; index < scenario.Steps.Length && !_errors.AreMany; index++)
        {
            var step = scenario.Steps[index];
            var path = ScenarioPath.Item("steps", index);
            CheckCommand(step, path, index);
            identities.Check(step, path);
            conditions.Check(step, path, index);
        }
    }

    private void CheckCommand(Step step, string path, int index)
    {
        ImmutableArray<string> commands = [.. StepCommand.NamesOf(step)];
        if (commands.Length > 1)
        {
            _errors.Add($"{path}.{commands[1]}", $"a step has one command, and this has {string.Join(" and ", commands)}");
            return;
        }

        CheckDryRun(step, path);
        CheckWarnings(step, path);
        CheckEffect(step, path);
        if (step.Region is { } region)
        {
            references.Region($"{path}.region", region);
        }

        if (StepCommand.Of(step) is { } command)
        {
            CheckNaming(step, command, path);
            CheckNames(step, command, path, index);
            CheckParameters(step, path);
            _parameters.Check(step, path);
            _faults.Check(step, path);
        }
        else
        {
            Unwanted(path, "caller", step.Caller, "a step without a command has none");
            Unwanted(path, "region", step.Region, "a step without a command has none");
            Unwanted(path, "as", step.As, "a step without a command makes nothing");
            Unwanted(path, "refused", step.Refused, "a step without a command can't be refused");
        }
    }

    private void CheckDryRun(Step step, string path)
    {
        if (!step.DryRun)
        {
            return;
        }

        if (StepCommand.Of(step) is not { } command)
        {
            _errors.Add($"{path}.dryRun", "a step without a command has nothing to ask about");
        }
        else if (!command.TakesDryRun)
        {
            _errors.Add($"{path}.dryRun", $"{command.Name} has no DryRun; the calls of EC2 on VPCs, services and endpoints have");
        }
        else
        {
            Unwanted(path, "as", step.As, "a dry run makes nothing");
            if (step.Refused is null)
            {
                _errors.Add(
                    $"{path}.dryRun",
                    "a dry run always ends in a refusal; say which: \"refused\": { \"code\": \"DryRunOperation\", \"rule\": \"§2.17/dry-run\" } when it would be permitted");
            }
        }
    }

    private void CheckWarnings(Step step, string path)
    {
        if (step.Warns is not { } warns)
        {
            return;
        }

        for (var index = 0; index < warns.Length; index++)
        {
            _refusals.Warns(ScenarioPath.Item($"{path}.warns", index), warns[index]);
        }

        if (StepCommand.Of(step) is null)
        {
            _errors.Add($"{path}.warns", "a step without a command is warned of nothing");
        }

        Unwanted(path, "warns", step.Refused, "a command that is refused is warned of nothing");
    }

    private void CheckEffect(Step step, string path)
    {
        if (!step.ChangesNothing)
        {
            return;
        }

        var command = StepCommand.Of(step);
        if (command is not { IsFault: true })
        {
            _errors.Add(
                $"{path}.changesNothing",
                command is null || step is { ZonalShift: null, UpdateZonalShift: null, CancelZonalShift: null }
                    ? "only a fault can be said to change nothing"
                    : $"{command.Name} is a call of ARC, which refuses what changes nothing; say 'refused'");
        }

        Unwanted(path, "refused", step.Refused, "a fault that changes nothing is accepted");
    }

    private void CheckNaming(Step step, StepCommand command, string path)
    {
        if (command.Owner == CommandOwner.Simulator)
        {
            Unwanted(path, "caller", step.Caller, $"{command.Name} is the simulator's own; nobody calls it");
            Unwanted(path, "region", step.Region, $"{command.Name} is the simulator's own; it is made in no Region");
        }
        else if (step.Caller is { } caller)
        {
            references.Caller($"{path}.caller", caller);
        }
        else
        {
            _errors.Add($"{path}.{command.Name}", $"{command.Name} needs a caller: the step's 'caller' is an account's name or the ARN of a principal");
        }

        if (command.Makes is null)
        {
            Unwanted(path, "as", step.As, $"{command.Name} makes nothing that could have a name");
        }

        if (step.Refused is { } refused)
        {
            _refusals.Refused($"{path}.refused", refused);
        }
    }

    private void CheckNames(Step step, StepCommand command, string path, int index)
    {
        var allRight = true;
        foreach (var name in command.Names)
        {
            allRight &= references.InCommand($"{path}.{name.Path}", name.Value, name.Kind, index, name.OrKinds);
        }

        // A resource of the scenario whose Region is not known was complained of where it is made.
        var noneHasName = !command.Names.Any(name => name.GivesRegion && names.TryGet(name.Value, out _));
        if (allRight && noneHasName && command.Owner == CommandOwner.Aws && _calls.RegionOf(step) is null)
        {
            _errors.Add($"{path}.{command.Name}", $"the Region of {command.Name} can't be told from what it names; say it in the step's 'region'");
        }
    }

    private void CheckParameters(Step step, string path)
    {
        switch (step)
        {
            case { EnableRegion: { } call }:
                references.Region($"{path}.EnableRegion.RegionName", call.RegionName);
                break;
            case { DisableRegion: { } call }:
                references.Region($"{path}.DisableRegion.RegionName", call.RegionName);
                break;
            case { CreateSubnet: { } call }:
                CheckSubnet(call, $"{path}.CreateSubnet");
                break;
            case { RegisterTargets: { } call }:
                CheckTargets(call, $"{path}.RegisterTargets");
                break;
            case { CreateVpcEndpointServiceConfiguration: { } call }:
                references.Regions($"{path}.CreateVpcEndpointServiceConfiguration.SupportedRegions", call.SupportedRegions);
                break;
            case { ModifyVpcEndpointServiceConfiguration: { } call }:
                references.Regions($"{path}.ModifyVpcEndpointServiceConfiguration.AddSupportedRegions", call.AddSupportedRegions);
                references.Regions($"{path}.ModifyVpcEndpointServiceConfiguration.RemoveSupportedRegions", call.RemoveSupportedRegions);
                break;
            case { ModifyVpcEndpointServicePermissions: { } call }:
                var permissions = $"{path}.ModifyVpcEndpointServicePermissions";
                references.Principals($"{permissions}.AddAllowedPrincipals", call.AddAllowedPrincipals, mustBeRight: false);
                references.Principals($"{permissions}.RemoveAllowedPrincipals", call.RemoveAllowedPrincipals, mustBeRight: false);
                break;
            case { DeleteVpcEndpointServiceConfigurations: { } call }:
                Some($"{path}.DeleteVpcEndpointServiceConfigurations.ServiceIds", call.ServiceIds);
                break;
            case { DeleteVpcEndpoints: { } call }:
                Some($"{path}.DeleteVpcEndpoints.VpcEndpointIds", call.VpcEndpointIds);
                break;
            case { AcceptVpcEndpointConnections: { } call }:
                Some($"{path}.AcceptVpcEndpointConnections.VpcEndpointIds", call.VpcEndpointIds);
                break;
            case { RejectVpcEndpointConnections: { } call }:
                Some($"{path}.RejectVpcEndpointConnections.VpcEndpointIds", call.VpcEndpointIds);
                break;
            case { CreateVpcEndpoint.ServiceRegion: { } region }:
                references.Region($"{path}.CreateVpcEndpoint.ServiceRegion", region);
                break;
        }
    }

    private void Some(string path, ImmutableArray<string> ids)
    {
        if (ids.IsEmpty)
        {
            _errors.Add(path, "it is empty; name at least one");
        }
    }

    private void CheckSubnet(CreateSubnetParameters call, string path)
    {
        if (call.AvailabilityZone is null == call.AvailabilityZoneId is null)
        {
            _errors.Add(path, "a subnet's zone is given by one of AvailabilityZone and AvailabilityZoneId");
        }

        if (!names.TryGet(call.VpcId, out var vpc))
        {
            return;
        }

        if (call.AvailabilityZone is { } zone)
        {
            references.Zone($"{path}.AvailabilityZone", zone, vpc.Region, vpc.Account);
        }

        if (call.AvailabilityZoneId is { } zoneId)
        {
            references.ZoneIdOf($"{path}.AvailabilityZoneId", zoneId, vpc.Region, vpc.Account);
        }
    }

    private void CheckTargets(RegisterTargetsParameters call, string path)
    {
        if ((call.LoadBalancerArn ?? call.TargetGroupArn) is not { } nameOrId || !names.TryGet(nameOrId, out var holder))
        {
            holder = null;
        }

        for (var index = 0; index < call.Targets.Length; index++)
        {
            var (target, targetPath) = (call.Targets[index], ScenarioPath.Item($"{path}.Targets", index));
            if (target.AvailabilityZone is { } zone)
            {
                if (holder is not null)
                {
                    references.Zone($"{targetPath}.AvailabilityZone", zone, holder.Region, holder.Account);
                }
            }
            else if (call.LoadBalancerArn is not null || !AwsShapes.IsAddress(target.Id))
            {
                _errors.Add(targetPath, "its zone is wanted: AvailabilityZone");
            }

            if (call.LoadBalancerArn is not null)
            {
                Unwanted(targetPath, "Port", target.Port, "the target group that a load balancer has of its own knows no ports; make one with CreateTargetGroup");
            }
        }
    }

    private void Unwanted(string path, string member, object? value, string why)
    {
        if (value is not null)
        {
            _errors.Add($"{path}.{member}", why);
        }
    }
}
