using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>Checks the groups of clients: that they are somewhere, go somewhere, and in numbers that can be.</summary>
internal sealed class TrafficChecks(Scenario scenario, ScenarioNames names, ReferenceChecks references)
{
    private const int MostConnections = 100_000;
    private const int LongestAnswer = 86_400;
    private const int MostOpen = 1_000_000;
    private const int LongestPatience = 3_600;
    private const long Terabyte = 1_000_000_000_000;

    private readonly ScenarioErrors _errors = references.Errors;

    public void Check()
    {
        var known = new SortedSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < scenario.Traffic.Length; index++)
        {
            var (group, path) = (scenario.Traffic[index], ScenarioPath.Item("traffic", index));
            if (group.Name.Length == 0 || group.Name == TrafficFacts.All || names.TryGet(group.Name, out _) || !known.Add(group.Name))
            {
                _errors.Add($"{path}.name", $"'{group.Name}' can't be the name of a group; take a word that names nothing else");
            }

            CheckPlace(group, path);
            Within($"{path}.connectionsPerSecond", group.ConnectionsPerSecond, 1, MostConnections);
            Within($"{path}.resolverSeconds", group.ResolverSeconds, 0, LongestAnswer);
            Within($"{path}.connectionSeconds", group.ConnectionSeconds, 0, LongestAnswer);
            Within($"{path}.keepOpen", group.KeepOpen, 0, MostOpen);
            Within($"{path}.keepaliveSeconds", group.KeepaliveSeconds, 0, LongestAnswer);
            Within($"{path}.noticeSeconds", group.NoticeSeconds, 0, LongestPatience);
            Within($"{path}.connectTimeoutSeconds", group.ConnectTimeoutSeconds, 1, LongestPatience);
            CheckKind(group, path);
            CheckGroups(group, path);
            Within($"{path}.bytesPerConnection", group.BytesPerConnection, 0, Terabyte);
        }
    }

    private void CheckKind(ClientGroup group, string path)
    {
        if (group is { KeepOpen: > 0, ConnectionSeconds: > 0 })
        {
            _errors.Add($"{path}.connectionSeconds", "connections that are kept open (keepOpen) have no length of their own; leave one of the two out");
        }

        if (group is { KeepaliveSeconds: > 0, KeepOpen: 0, ConnectionSeconds: 0 })
        {
            _errors.Add($"{path}.keepaliveSeconds", "connections that are over within their second are never idle; say 'keepOpen' or 'connectionSeconds'");
        }

        if (group.Port is < 1 or > 65_535)
        {
            _errors.Add($"{path}.port", FormattableString.Invariant($"{group.Port} is no port; ports are 1 to 65535"));
        }

        if (group.Address is not null && group.Source == ClientSource.Vpc)
        {
            _errors.Add($"{path}.address", "clients in the VPC have the addresses of their subnet; leave it out, or say where they are with 'source'");
        }
        else if (group.Address is { } address && !AwsShapes.IsAddress(address) && !AddressBlocks.IsBlock(address))
        {
            _errors.Add($"{path}.address", $"'{address}' is no address and no block without host bits");
        }

        if (group is { Protocol: FlowProtocol.Tcp, DatagramBytes: not null })
        {
            _errors.Add($"{path}.datagramBytes", "TCP has no datagrams; say \"protocol\": \"udp\"");
        }

        if (group.Fallback == group.Endpoint)
        {
            _errors.Add($"{path}.fallback", $"'{group.Fallback}' is the group's own endpoint; name another");
        }
    }

    private void CheckGroups(ClientGroup group, string path)
    {
        for (var index = 0; index < group.SecurityGroups.Length; index++)
        {
            var at = ScenarioPath.Item($"{path}.securityGroups", index);
            if (group.Source != ClientSource.Vpc)
            {
                _errors.Add(at, "clients elsewhere have security groups of no meaning here; say their 'address'");
            }
            else if (references.Topological(at, group.SecurityGroups[index], ResourceKind.SecurityGroup)
                && names.TryGet(group.SecurityGroups[index], out var named) && names.TryGet(group.Subnet, out var subnet) && named.Vpc != subnet.Vpc)
            {
                _errors.Add(at, $"'{group.SecurityGroups[index]}' is not in the VPC of '{group.Subnet}'");
            }
        }
    }

    private void CheckPlace(ClientGroup group, string path)
    {
        var isThere = references.Expected($"{path}.endpoint", group.Endpoint, ResourceKind.Endpoint, scenario.Steps.Length);
        if (group.Fallback is { } fallback)
        {
            references.Expected($"{path}.fallback", fallback, ResourceKind.Endpoint, scenario.Steps.Length);
        }

        if (!references.Topological($"{path}.subnet", group.Subnet, ResourceKind.Subnet) || !isThere
            || !names.TryGet(group.Subnet, out var subnet) || !names.TryGet(group.Endpoint, out var endpoint))
        {
            return;
        }

        if (subnet.Vpc != endpoint.Vpc)
        {
            _errors.Add($"{path}.subnet", $"'{group.Subnet}' is not in the VPC of '{group.Endpoint}', whose name its clients are to resolve");
        }

        if (group.Dns is not "regional" and not "private")
        {
            references.Zone($"{path}.dns", group.Dns, endpoint.Region, endpoint.Account);
        }
    }

    private void Within(string path, long number, long least, long most)
    {
        if (number < least || number > most)
        {
            _errors.Add(path, FormattableString.Invariant($"{number} is not from {least} to {most}"));
        }
    }
}
