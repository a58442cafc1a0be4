using System.Collections.Immutable;

namespace PrivateLinkSim.Domain.Tests.Oracle;

/// <summary>The simulator under the oracle's eyes: builds the stage, and makes AWS's calls out of small numbers.</summary>
internal sealed partial class Theater
{
    private static readonly ImmutableSortedDictionary<string, string>[] TagSets =
    [
        ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal).Add("team", "ledger"),
        ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal).Add("aws:team", "ledger"),
    ];

    private readonly List<string> _vpcs = [];
    private readonly List<string> _subnets = [];
    private readonly List<string?> _ipv6Blocks = [];
    private readonly List<string> _balancers = [];
    private readonly List<string> _listeners = [];
    private readonly List<string> _groups = [];
    private readonly List<int> _groupVpcs = [];
    private readonly SortedDictionary<string, int> _listenerBalancers = new(StringComparer.Ordinal);
    private int _groupNames;

    public Theater(Settings settings)
    {
        World = new World(settings);
        World.DeclareAccount(Stage.Regions[Stage.Milan], Stage.Accounts[Stage.SecondConsumer], optedIn: true);
        for (var vpc = 0; vpc < Stage.Vpcs.Length; vpc++)
        {
            BuildVpc(vpc);
        }

        foreach (var balancer in Stage.Balancers)
        {
            BuildBalancer(balancer);
        }
    }

    public World World { get; }

    public List<string> Services { get; } = [];

    public List<string> Endpoints { get; } = [];

    /// <summary>Does what the command says; null for the passing of time.</summary>
    public Outcome? Play(Op op)
    {
        if (op is Op.Advance advance)
        {
            World.Advance(TimeSpan.FromSeconds(advance.Seconds));
            return null;
        }

        var (to, command, caller) = Call(op);
        var outcome = caller is not null && !MayCall(caller)
            ? World.Send(World.Region(caller.Region), new RegionCommand.TurnAway(), caller)
            : World.Send(to, command, caller);
        if (outcome is Outcome.Accepted { Value: { } value })
        {
            Remember(value);
        }

        return outcome;
    }

    /// <summary>Who makes a command's call, as things stand; null for what nobody calls.</summary>
    public Caller? CallerOf(Op op) => op is Op.Advance ? null : Call(op).Caller;

    /// <summary>The TXT record that a command is about.</summary>
    public (string Name, string Value) RecordOf(Op op) => Call(op).Command switch
    {
        PublicDnsCommand.PublishTxt publish => (publish.Name, publish.Value),
        PublicDnsCommand.WithdrawTxt withdraw => (withdraw.Name, withdraw.Value),
        var other => throw new InvalidOperationException($"{other} is about no TXT record."),
    };

    /// <summary>The door of the simulator turns calls into Regions away that are not enabled for the account.</summary>
    private bool MayCall(Caller caller) =>
        caller.Region != Stage.Regions[Stage.Milan]
        || (World.Find<RegionState>(World.Region(caller.Region)) is { } region
            && region.OptIns.TryGetValue(caller.Account, out var optIn)
            && optIn.Status == RegionOptStatus.Enabled);

    private (EntityId To, ICommand Command, Caller? Caller) Call(Op op) => op switch
    {
        Op.EnableRegion enable => (World.Region(Stage.Regions[enable.Region]), new RegionCommand.EnableRegion(), Root(enable.Account)),
        Op.DisableRegion disable => (World.Region(Stage.Regions[disable.Region]), new RegionCommand.DisableRegion(), Root(disable.Account)),
        Op.CreateService create => Create(create),
        Op.ModifyService modify => Modify(modify),
        Op.Permissions change => (
            World.ServiceOf(Service(change.Service)),
            new EndpointServiceCommand.ModifyPermissions(Principals(change.Add), Principals(change.Remove)),
            CallerOf(change.Who, change.Service)),
        Op.StartVerification start => (
            World.ServiceOf(Service(start.Service)), new EndpointServiceCommand.StartPrivateDnsVerification(), CallerOf(start.Who, start.Service)),
        Op.PublishTxt publish => Txt(publish.Service, publish.Variant, (name, value) => new PublicDnsCommand.PublishTxt(name, value)),
        Op.WithdrawTxt withdraw => Txt(withdraw.Service, withdraw.Variant, (name, value) => new PublicDnsCommand.WithdrawTxt(name, value)),
        Op.SetPayer payer => (
            World.ServiceOf(Service(payer.Service)),
            new EndpointServiceCommand.SetPayerResponsibility(payer.Known ? "ServiceOwner" : "EndpointOwner"),
            CallerOf(payer.Who, payer.Service)),
        Op.Accept accept => (
            World.ServiceOf(Service(accept.Service)),
            new EndpointServiceCommand.AcceptConnection(Endpoint(accept.Endpoint)),
            CallerOf(accept.Who, accept.Service)),
        Op.Reject reject => (
            World.ServiceOf(Service(reject.Service)),
            new EndpointServiceCommand.RejectConnection(Endpoint(reject.Endpoint)),
            CallerOf(reject.Who, reject.Service)),
        Op.DeleteService delete => (
            World.ServiceOf(Service(delete.Service)), new EndpointServiceCommand.Delete(), CallerOf(delete.Who, delete.Service)),
        Op.TagService tag => (
            World.ServiceOf(Service(tag.Service)), new EndpointServiceCommand.CreateTags(TagSets[tag.Tag]), CallerOf(tag.Who, tag.Service)),
        Op.CreateEndpoint create => Create(create),
        Op.ModifyEndpoint modify => Modify(modify),
        Op.DeleteEndpoint delete => (
            World.EndpointOf(Endpoint(delete.Endpoint)), new InterfaceEndpointCommand.Delete(), OfEndpoint(delete.Who, delete.Endpoint)),
        Op.TagEndpoint tag => (
            World.EndpointOf(Endpoint(tag.Endpoint)), new InterfaceEndpointCommand.CreateTags(TagSets[tag.Tag]), OfEndpoint(tag.Who, tag.Endpoint)),
        _ => CallNetwork(op),
    };

    private (EntityId To, ICommand Command, Caller? Caller) CallNetwork(Op op) => op switch
    {
        Op.DeleteBalancer delete => OnBalancer(delete.Who, delete.Balancer, new LoadBalancerCommand.Delete()),
        Op.SetBalancerType type => OnBalancer(type.Who, type.Balancer, new LoadBalancerCommand.SetIpAddressType(type.Type)),
        Op.SetBalancerSubnets set => OnBalancer(set.Who, set.Balancer, new LoadBalancerCommand.SetSubnets(Subnets(set.Subnets))),
        Op.CreateListener create => OnBalancer(
            create.Who, create.Balancer, new LoadBalancerCommand.CreateListener(create.Protocol, create.Port)),
        Op.SetIdleTimeout set => OnListener(
            set.Who, set.Listener, listener => new LoadBalancerCommand.ModifyListenerAttributes(listener, set.Seconds)),
        Op.DeleteListener delete => OnListener(delete.Who, delete.Listener, listener => new LoadBalancerCommand.DeleteListener(listener)),
        Op.CreateGroup create => OnVpc(
            create.Who, create.Vpc, new VpcCommand.CreateSecurityGroup(FormattableString.Invariant($"group-{++_groupNames}"), "A group.")),
        Op.DeleteGroup delete => OnVpc(
            delete.Who, VpcOfGroup(delete.Group), new VpcCommand.DeleteSecurityGroup(Group(delete.Group))),
        Op.DeleteSubnet delete => OnVpc(delete.Who, VpcOfSubnet(delete.Subnet), new VpcCommand.DeleteSubnet(Subnet(delete.Subnet))),
        Op.DeleteVpc delete => OnVpc(delete.Who, delete.Vpc, new VpcCommand.Delete()),
        Op.SetDnsAttributes set => OnVpc(set.Who, set.Vpc, new VpcCommand.ModifyAttribute(set.Support, set.Hostnames)),
        _ => throw new InvalidOperationException($"The theater does not know {op}."),
    };

    private (EntityId To, ICommand Command, Caller? Caller) Create(Op.CreateService create) => (
        new EntityId(EntityKind.ServiceProvider, Stage.Accounts[create.Who.Account]),
        new ServiceProviderCommand.CreateVpcEndpointServiceConfiguration(
            new NewEndpointService
            {
                NetworkLoadBalancerArns = [.. create.Balancers.Select(Balancer)],
                AcceptanceRequired = create.Acceptance,
                SupportedRegions = Regions(create.Supported),
                SupportedIpAddressTypes = [.. create.Types],
                PrivateDnsName = create.Name is { } name ? Stage.PrivateNames[name] : null,
            },
            null),
        Caller(create.Who, Stage.Provider, Stage.Virginia));

    private (EntityId To, ICommand Command, Caller? Caller) Modify(Op.ModifyService modify)
    {
        var caller = CallerOf(modify.Who, modify.Service);
        return (
            new EntityId(EntityKind.ServiceProvider, caller.Account),
            new ServiceProviderCommand.ModifyVpcEndpointServiceConfiguration(
                Service(modify.Service),
                new EndpointServiceChange
                {
                    AddSupportedRegions = Regions(modify.AddRegions),
                    RemoveSupportedRegions = Regions(modify.RemoveRegions),
                    AcceptanceRequired = modify.Acceptance,
                    AddNetworkLoadBalancerArns = [.. modify.AddBalancers.Select(Balancer)],
                    RemoveNetworkLoadBalancerArns = [.. modify.RemoveBalancers.Select(Balancer)],
                    AddSupportedIpAddressTypes = [.. modify.AddTypes],
                    RemoveSupportedIpAddressTypes = [.. modify.RemoveTypes],
                    PrivateDnsName = modify.Name is { } name ? Stage.PrivateNames[name] : null,
                    RemovePrivateDnsName = modify.RemoveName,
                }),
            caller);
    }

    private (EntityId To, ICommand Command, Caller? Caller) Create(Op.CreateEndpoint create)
    {
        var vpc = Stage.Vpcs[create.Vpc < Stage.Vpcs.Length ? create.Vpc : 0];
        var caller = Caller(create.Who, vpc.Account, vpc.Region);
        var service = create.Service < Services.Count ? Services[create.Service] : "vpce-svc-00000000000000bad";
        var host = create.Service < Services.Count ? World.State(service).Region : Stage.Regions[Stage.Virginia];
        return (
            new EntityId(EntityKind.ServiceConsumer, caller.Account),
            new ServiceConsumerCommand.CreateVpcEndpoint(
                new NewVpcEndpoint
                {
                    VpcId = Vpc(create.Vpc),
                    ServiceName = ServiceName.Make(host, service),
                    ServiceRegion = create.ServiceRegion is { } region ? Stage.Regions[region] : null,
                    SubnetIds = Subnets(create.Subnets),
                    IpAddressType = create.Type,
                    DnsRecordIpType = create.Records,
                    PrivateDnsEnabled = create.PrivateDns,
                    SecurityGroupIds = [.. create.Groups.Select(Group)],
                    SubnetConfigurations = Chosen(create.Chosen),
                    Tags = create.Tag < 0 ? Domain.Tags.None : TagSets[create.Tag],
                },
                null),
            caller with { PrincipalArn = Stage.Principal(Array.IndexOf(Stage.Accounts, caller.Account), create.Principal) });
    }

    private (EntityId To, ICommand Command, Caller? Caller) Modify(Op.ModifyEndpoint modify) => (
        World.EndpointOf(Endpoint(modify.Endpoint)),
        new InterfaceEndpointCommand.Modify(new VpcEndpointChange
        {
            AddSubnetIds = Subnets(modify.AddSubnets),
            RemoveSubnetIds = Subnets(modify.RemoveSubnets),
            IpAddressType = modify.Type,
            DnsRecordIpType = modify.Records,
            PrivateDnsEnabled = modify.PrivateDns,
            AddSecurityGroupIds = [.. modify.AddGroups.Select(Group)],
            RemoveSecurityGroupIds = [.. modify.RemoveGroups.Select(Group)],
            SubnetConfigurations = Chosen(modify.Chosen),
        }),
        OfEndpoint(modify.Who, modify.Endpoint));

    private (EntityId To, ICommand Command, Caller? Caller) Txt(int service, int variant, Func<string, string, ICommand> command)
    {
        var asked = service < Services.Count && World.State(Services[service]) is { Exists: true } named ? named.PrivateDnsName : null;
        var domain = asked?.PrivateDnsName.Replace("*.", "", StringComparison.Ordinal) ?? "example.net";
        var (name, value) = (asked?.Name ?? "_none", asked?.Value ?? "vpce:None");
        return (PublicDnsState.Internet, variant switch
        {
            0 => command($"{name}.{domain}", value),
            1 => command(domain, value),
            2 => command($"{name}.{domain}", value.ToUpperInvariant()),
            _ => command($"{name}.elsewhere.{domain}", value),
        }, null);
    }

    private (EntityId To, ICommand Command, Caller? Caller) OnBalancer(Who who, int balancer, LoadBalancerCommand command) =>
        (World.LoadBalancerOf(Balancer(balancer)), command, Caller(who, Stage.Provider, RegionOfBalancer(balancer)));

    private (EntityId To, ICommand Command, Caller? Caller) OnListener(Who who, int listener, Func<string, LoadBalancerCommand> command)
    {
        var arn = listener < _listeners.Count ? _listeners[listener] : $"{_listeners[0]}bad";
        var balancer = _balancers.FindIndex(each => World.LoadBalancer(each).Listeners.ContainsKey(arn));
        balancer = balancer < 0 ? _listenerBalancers.GetValueOrDefault(arn) : balancer;
        _listenerBalancers[arn] = balancer;
        return OnBalancer(who, balancer, command(arn));
    }

    private (EntityId To, ICommand Command, Caller? Caller) OnVpc(Who who, int vpc, VpcCommand command)
    {
        var stage = Stage.Vpcs[vpc < Stage.Vpcs.Length ? vpc : 0];
        return (World.Vpc(Vpc(vpc)), command, Caller(who, stage.Account, stage.Region));
    }

    private void Remember(IReply value)
    {
        switch (value)
        {
            case EndpointServiceReply.ServiceCreated service:
                Services.Add(service.ServiceId);
                break;
            case InterfaceEndpointReply.VpcEndpointCreated endpoint:
                Endpoints.Add(endpoint.VpcEndpointId);
                break;
            case LoadBalancerReply.ListenerCreated listener:
                _listeners.Add(listener.ListenerArn);
                _listenerBalancers[listener.ListenerArn] = _balancers.FindIndex(each => World.LoadBalancer(each).Listeners.ContainsKey(listener.ListenerArn));
                break;
            case VpcReply.SecurityGroupCreated group:
                _groups.Add(group.GroupId);
                _groupVpcs.Add(_vpcs.FindIndex(each => World.Find<VpcState>(World.Vpc(each))!.SecurityGroups.ContainsKey(group.GroupId)));
                break;
            default:
                break;
        }
    }
}
