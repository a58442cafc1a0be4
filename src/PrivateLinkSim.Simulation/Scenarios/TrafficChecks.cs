namespace PrivateLinkSim.Simulation;

/// <summary>Checks the groups of clients: that they are somewhere, go somewhere, and in numbers that can be.</summary>
internal sealed class TrafficChecks(Scenario scenario, ScenarioNames names, ReferenceChecks references)
{
    private const int MostConnections = 100_000;
    private const int LongestAnswer = 86_400;
    private const long Terabyte = 1_000_000_000_000;

    private readonly ScenarioErrors _errors = references.Errors;

    public void Check()
    {
        var known = new SortedSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < scenario.Traffic.Length; index++)
        {
            var (group, path) = (scenario.Traffic[index], ScenarioPath.Item("traffic", index));
            if (group.Name.Length == 0 || names.TryGet(group.Name, out _) || !known.Add(group.Name))
            {
                _errors.Add($"{path}.name", $"'{group.Name}' can't be the name of a group; take a word that names nothing else");
            }

            CheckPlace(group, path);
            Within($"{path}.connectionsPerSecond", group.ConnectionsPerSecond, 1, MostConnections);
            Within($"{path}.resolverSeconds", group.ResolverSeconds, 0, LongestAnswer);
            Within($"{path}.bytesPerConnection", group.BytesPerConnection, 0, Terabyte);
        }
    }

    private void CheckPlace(ClientGroup group, string path)
    {
        var isThere = references.Expected($"{path}.endpoint", group.Endpoint, ResourceKind.Endpoint, scenario.Steps.Length);
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
