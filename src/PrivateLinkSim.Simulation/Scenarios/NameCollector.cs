namespace PrivateLinkSim.Simulation;

/// <summary>Gathers a scenario's names: first the topology's, then those that steps give to what they make.</summary>
internal sealed class NameCollector(ScenarioErrors errors)
{
    private readonly SortedDictionary<string, (NamedResource Resource, string Path)> _names = new(StringComparer.Ordinal);

    /// <summary>All names of a scenario; of those that are there twice, the first.</summary>
    public static ScenarioNames Collect(Scenario scenario, ScenarioErrors errors)
    {
        var collector = new NameCollector(errors);
        collector.AddTopology(scenario.Topology);
        var calls = new StepCalls(collector.Find);
        for (var index = 0; index < scenario.Steps.Length; index++)
        {
            collector.AddStep(scenario.Steps[index], index, calls);
        }

        return new ScenarioNames(collector._names.Values.Select(name => name.Resource));
    }

    private void AddTopology(Topology topology)
    {
        Each("topology.accounts", topology.Accounts, (account, path) =>
            Add($"{path}.name", new(ResourceKind.Account, account.Name, account.Id, "", null, null)));
        Each("topology.vpcs", topology.Vpcs, AddVpc);
        Each("topology.loadBalancers", topology.LoadBalancers, (balancer, path) =>
            AddLoadBalancer(balancer, path));
        Each("topology.services", topology.Services, (service, path) =>
            AddMadeOf(ResourceKind.Service, service.Name, $"{path}.name", Find(service.LoadBalancers.FirstOrDefault(""))));
        Each("topology.endpoints", topology.Endpoints, (endpoint, path) =>
        {
            var vpc = Find(endpoint.Vpc);
            Add($"{path}.name", new(ResourceKind.Endpoint, endpoint.Name, vpc?.Account ?? "", vpc?.Region ?? "", endpoint.Vpc, null));
        });
    }

    private void AddVpc(VpcTopology vpc, string path)
    {
        var owner = Find(vpc.Account)?.Account ?? "";
        Add($"{path}.name", new(ResourceKind.Vpc, vpc.Name, owner, vpc.Region, null, null));
        Each($"{path}.subnets", vpc.Subnets, (subnet, subnetPath) =>
            Add($"{subnetPath}.name", new(ResourceKind.Subnet, subnet.Name, owner, vpc.Region, vpc.Name, null)));
        Each($"{path}.securityGroups", vpc.SecurityGroups, (group, groupPath) =>
            Add($"{groupPath}.name", new(ResourceKind.SecurityGroup, group.Name, owner, vpc.Region, vpc.Name, null)));
    }

    private void AddLoadBalancer(LoadBalancerTopology balancer, string path)
    {
        var subnet = Find(balancer.Subnets.FirstOrDefault(""));
        AddMadeOf(ResourceKind.LoadBalancer, balancer.Name, $"{path}.name", subnet);
        Each($"{path}.listeners", balancer.Listeners, (listener, listenerPath) =>
        {
            if (listener.Name is { } name)
            {
                AddMadeOf(ResourceKind.Listener, name, $"{listenerPath}.name", subnet);
            }
        });
    }

    private void AddMadeOf(ResourceKind kind, string name, string path, NamedResource? part) =>
        Add(path, new(kind, name, part?.Account ?? "", part?.Region ?? "", kind == ResourceKind.LoadBalancer ? part?.Vpc : null, null));

    private void AddStep(Step step, int index, StepCalls calls)
    {
        if (step.As is { } name && StepCommand.Of(step) is { Makes: { } kind } command)
        {
            var vpc = command.Vpc
                ?? (kind == ResourceKind.LoadBalancer ? command.Names.Select(each => Find(each.Value)?.Vpc).FirstOrDefault() : null);
            var account = step.Caller is { } caller ? calls.AccountOf(caller) : null;
            Add(
                $"{ScenarioPath.Item("steps", index)}.as",
                new NamedResource(kind, name, account ?? "", calls.RegionOf(step) ?? "", vpc, index));
        }
    }

    private NamedResource? Find(string name) => _names.TryGetValue(name, out var found) ? found.Resource : null;

    private void Add(string path, NamedResource resource)
    {
        if (resource.Name.Length == 0 || resource.Name == "*" || AwsShapes.IsAny(resource.Name))
        {
            errors.Add(path, $"'{resource.Name}' can't be a name; take a word that is no id of AWS's");
        }
        else if (!_names.TryAdd(resource.Name, (resource, path)))
        {
            errors.Add(path, $"'{resource.Name}' is the name of something else already ({_names[resource.Name].Path}); a name stands for one thing");
        }
    }

    private static void Each<T>(string path, IReadOnlyList<T> items, Action<T, string> add)
    {
        for (var index = 0; index < items.Count; index++)
        {
            add(items[index], ScenarioPath.Item(path, index));
        }
    }
}
