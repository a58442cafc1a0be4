using System.Collections.Immutable;
using CsCheck;
using static PrivateLinkSim.Domain.Tests.Accounts;
using static PrivateLinkSim.Domain.Tests.Regions;

namespace PrivateLinkSim.Domain.Tests;

/// <summary>What security groups, network ACLs and listeners let pass on the way to a target, and that what nobody declared lets everything pass.</summary>
public sealed class FilterSpec
{
    private const string Zone = "use2-az1";
    private const string Any = "0.0.0.0/0";

    private readonly World _world;
    private readonly string _arn;
    private readonly string _service;
    private readonly Network _network;
    private readonly string _clients;
    private readonly string _endpoint;

    public FilterSpec()
        : this(new Settings())
    {
    }

    private FilterSpec(Settings settings, bool withGroups = true)
    {
        _world = new World(settings);
        var provider = _world.Lay(Ohio, Provider, Zone);
        FrontGroup = _world.CallVpc(provider.VpcId, new VpcCommand.CreateSecurityGroup("front", ""), account: Provider).Gives<VpcReply.SecurityGroupCreated>().GroupId;
        OtherFrontGroup = _world.CallVpc(provider.VpcId, new VpcCommand.CreateSecurityGroup("other", ""), account: Provider).Gives<VpcReply.SecurityGroupCreated>().GroupId;
        _arn = _world.Send(
            new EntityId(EntityKind.ServiceProvider, Provider),
            new ServiceProviderCommand.CreateLoadBalancer(new NewLoadBalancer
            {
                Name = "front", VpcId = provider.VpcId, SubnetIds = provider.SubnetIds, SecurityGroupIds = withGroups ? [FrontGroup] : null,
            }),
            In(Ohio, Provider)).Gives<LoadBalancerReply.LoadBalancerCreated>().LoadBalancerArn;
        Balance(new LoadBalancerCommand.RegisterTargets([new Target("i-1", Zone)])).IsAccepted();
        _service = _world.CreateService(Ohio, new NewEndpointService { NetworkLoadBalancerArns = [_arn], AcceptanceRequired = false })
            .Gives<EndpointServiceReply.ServiceCreated>().ServiceId;
        _world.Allow(_service, "*").IsAccepted();
        _network = _world.LaySubnets(Ohio, Consumer, (Zone, SubnetKind.Ipv4Only), (Zone, SubnetKind.Ipv4Only));
        DefaultGroup = _world.VpcState(_network.VpcId).DefaultSecurityGroupId!;
        _clients = _world.CallVpc(_network.VpcId, new VpcCommand.CreateSecurityGroup("clients", "")).Gives<VpcReply.SecurityGroupCreated>().GroupId;
        _endpoint = _world.Available(_world.Wanted(_service, Ohio, _network with { SubnetIds = [_network.SubnetIds[0]] }), Ohio);
    }

    private string FrontGroup { get; }

    private string OtherFrontGroup { get; }

    private string DefaultGroup { get; }

    private string OwnSubnet => _network.SubnetIds[0];

    private string OtherSubnet => _network.SubnetIds[1];

    private string Vpc => _network.VpcId;

    private string FrontVpc => _world.LoadBalancer(_arn).VpcId;

    private Flow FromOther => new() { Port = 443, Client = FlowClient.In(Vpc, OtherSubnet, _world) };

    [Fact]
    [Trait("Rule", "§2.9/inbound")]
    public void What_nobody_declared_lets_everything_pass()
    {
        Assert.True(Judge(FromOther).Reachable);
        Assert.True(Judge(new Flow()).Reachable);
        Assert.True(Judge(new Flow { Port = 1, Client = new FlowClient { Address = "192.0.2.1" } }).Reachable);
    }

    [Fact]
    [Trait("Rule", "§2.9/default")]
    public void The_default_group_as_aws_has_it_lets_in_its_own_members_alone()
    {
        Declare(null, null);

        Assert.True(Judge(FromOther).Reachable);
        Assert.Equal((false, "§2.9/default", PathHop.Filters), Told(FromOther with { Client = new FlowClient { SecurityGroupIds = [_clients] } }));
        Assert.Equal((false, "§2.9/default", PathHop.Filters), Told(FromOther with { Client = new FlowClient { SecurityGroupIds = [] } }));
        Assert.True(Judge(FromOther with { Client = null }).Reachable);
    }

    [Theory]
    [Trait("Rule", "§2.9/inbound")]
    [InlineData(FlowProtocol.Tcp, 443, "10.101.1.9", true)]
    [InlineData(FlowProtocol.Tcp, 444, "10.101.1.9", true)]
    [InlineData(FlowProtocol.Tcp, 442, "10.101.1.9", false)]
    [InlineData(FlowProtocol.Tcp, 445, "10.101.1.9", false)]
    [InlineData(FlowProtocol.Udp, 443, "10.101.1.9", false)]
    [InlineData(FlowProtocol.Tcp, 443, "10.101.2.9", false)]
    [InlineData(FlowProtocol.Tcp, 443, "10.101.0.0/16", false)]
    [InlineData(FlowProtocol.Tcp, 443, "2600:1f00::1", false)]
    [InlineData(FlowProtocol.Tcp, null, "10.101.1.9", true)]
    [InlineData(FlowProtocol.Tcp, 443, null, true)]
    public void A_rule_of_the_endpoints_group_lets_in_its_protocol_ports_and_block(FlowProtocol protocol, int? port, string? address, bool passes)
    {
        Declare(DefaultGroup, [new SecurityGroupRule(FlowProtocol.Tcp, 443, 444, "10.101.1.0/24", null)]);

        var flow = new Flow(Protocol: protocol) { Port = port, Client = address is null ? null : new FlowClient { Address = address } };

        Assert.Equal((passes, passes ? "R6" : "§2.9/inbound"), (Judge(flow).Reachable, Judge(flow).Rule));
        Assert.False(Judge(flow).Refuses);
    }

    [Fact]
    [Trait("Rule", "§2.9/inbound")]
    public void One_group_that_lets_a_flow_in_is_enough_and_rules_can_be_added_and_taken_away()
    {
        var (shut, open) = (new SecurityGroupRule(FlowProtocol.Udp, null, null, Any, null), new SecurityGroupRule(null, null, null, null, _clients));
        Declare(DefaultGroup, []);
        var member = FromOther with { Client = new FlowClient { SecurityGroupIds = [_clients] } };
        Assert.Equal((false, "§2.9/inbound", PathHop.Filters), Told(member));

        _world.CallVpc(Vpc, new VpcCommand.AuthorizeIngress(DefaultGroup, [shut, open])).IsAccepted();
        Assert.True(Judge(member).Reachable);
        Assert.False(Judge(FromOther).Reachable);

        _world.CallVpc(Vpc, new VpcCommand.RevokeIngress(DefaultGroup, [open])).IsAccepted();
        Assert.False(Judge(member).Reachable);

        _world.Modify(_endpoint, new VpcEndpointChange { AddSecurityGroupIds = [_clients] }).IsAccepted();
        Assert.True(Judge(member).Reachable);
        Declare(_clients, []);
        Assert.False(Judge(member).Reachable);
    }

    [Fact]
    [Trait("Rule", "§2.9/default")]
    public void The_first_change_of_a_group_that_nobody_declared_finds_what_aws_gives_it()
    {
        var rule = new SecurityGroupRule(FlowProtocol.Tcp, 443, 443, "192.0.2.0/24", null);
        _world.CallVpc(Vpc, new VpcCommand.AuthorizeIngress(DefaultGroup, [rule])).IsAccepted();
        _world.CallVpc(Vpc, new VpcCommand.AuthorizeIngress(_clients, [rule])).IsAccepted();

        Assert.Equal<IEnumerable<SecurityGroupRule>>([new SecurityGroupRule(null, null, null, null, DefaultGroup), rule], _world.VpcState(Vpc).InboundRules[DefaultGroup]);
        Assert.Equal<IEnumerable<SecurityGroupRule>>([rule], _world.VpcState(Vpc).InboundRules[_clients]);
    }

    [Fact]
    [Trait("Rule", "§2.9/rule")]
    public void A_rule_is_well_formed_new_when_it_is_added_and_there_when_it_is_taken_away()
    {
        var rule = new SecurityGroupRule(FlowProtocol.Tcp, 443, 443, Any, null);
        Authorize(rule).IsAccepted();

        Authorize(rule).IsRefused("§2.9/rule", "InvalidPermission.Duplicate");
        _world.CallVpc(Vpc, new VpcCommand.RevokeIngress(DefaultGroup, [rule with { ToPort = 444 }])).IsRefused("§2.9/rule", "InvalidPermission.NotFound");
        SecurityGroupRule[] malformed =
        [
            rule with { FromPort = -1 }, rule with { ToPort = 442 }, rule with { ToPort = 65536 }, rule with { CidrIp = "10.0.0.1/8" },
            rule with { CidrIp = null }, rule with { SourceGroupId = _clients },
        ];
        Assert.All(malformed, bad => Authorize(bad).IsRefused("§2.9/rule", "InvalidPermission.Malformed"));
        Authorize(rule with { CidrIp = null, SourceGroupId = "sg-0" }).IsRefused("§2.9", "InvalidSecurityGroupID.NotFound");
        _world.CallVpc(Vpc, new VpcCommand.AuthorizeIngress("sg-0", [rule])).IsRefused("§2.9", "InvalidSecurityGroupID.NotFound");
        _world.CallVpc(Vpc, new VpcCommand.AuthorizeIngress(DefaultGroup, [rule]), account: Provider).IsRefused("§2.9", "InvalidSecurityGroupID.NotFound");
        _world.CallVpc(Vpc, new VpcCommand.RevokeIngress(DefaultGroup, [rule]), account: Provider).IsRefused("§2.9", "InvalidSecurityGroupID.NotFound");
    }

    [Fact]
    [Trait("Rule", "§2.9/use")]
    public void A_group_that_another_groups_rule_names_can_not_be_deleted_and_takes_its_own_rules_with_it()
    {
        Declare(DefaultGroup, [new SecurityGroupRule(null, null, null, null, _clients)]);
        Declare(_clients, [new SecurityGroupRule(null, null, null, null, _clients)]);

        _world.CallVpc(Vpc, new VpcCommand.DeleteSecurityGroup(_clients)).IsRefused("§2.9/use", "DependencyViolation");
        Declare(DefaultGroup, []);
        _world.CallVpc(Vpc, new VpcCommand.DeleteSecurityGroup(_clients)).IsAccepted();

        Assert.False(_world.VpcState(Vpc).InboundRules.ContainsKey(_clients));
    }

    [Theory]
    [Trait("Rule", "§2.9/nlb")]
    [InlineData("192.0.2.1", true)]
    [InlineData("198.51.100.1", false)]
    [InlineData(null, true)]
    public void The_load_balancers_groups_see_the_clients_address(string? address, bool passes)
    {
        DeclareFront(new SecurityGroupRule(FlowProtocol.Tcp, null, null, "192.0.2.0/24", null));
        var flow = new Flow { Client = address is null ? null : new FlowClient { Address = address } };

        Assert.Equal((passes, passes ? "R6" : "§2.9/nlb"), (Judge(flow).Reachable, Judge(flow).Rule));
        SetGroups(false, FrontGroup).IsAccepted();
        Assert.True(Judge(flow).Reachable);
        SetGroups(null, FrontGroup).IsAccepted();
        Assert.True(Judge(flow).Reachable);
        SetGroups(true, FrontGroup).IsAccepted();
        Assert.Equal(passes, Judge(flow).Reachable);
        SetGroups(null, OtherFrontGroup).IsAccepted();
        Assert.True(Judge(flow).Reachable);
        Assert.Equal<IEnumerable<string>>([OtherFrontGroup], _world.LoadBalancer(_arn).SecurityGroupIds);
    }

    [Fact]
    [Trait("Rule", "§2.9/nlb")]
    public void No_client_behind_an_endpoint_is_a_member_of_a_group_of_the_provider()
    {
        DeclareFront(new SecurityGroupRule(null, null, null, null, FrontGroup));

        Assert.Equal((false, "§2.9/nlb", PathHop.Node), Told(new Flow { Client = new FlowClient { SecurityGroupIds = [FrontGroup] } }));
        Assert.Equal((false, "§2.9/nlb", PathHop.Node), Told(new Flow()));
    }

    [Fact]
    [Trait("Rule", "§2.9/nlb")]
    public void A_load_balancer_made_without_groups_has_none_for_ever_and_one_made_with_some_keeps_one()
    {
        var without = new FilterSpec(new Settings(), withGroups: false);

        without.SetGroups(null, without.FrontGroup).IsRefused("§2.9/nlb", "InvalidConfigurationRequest");
        SetGroups(null).IsRefused("§2.9/nlb", "ValidationError");
        SetGroups(null, "sg-0").IsRefused("§2.9", "InvalidSecurityGroup");
        Assert.Equal<IEnumerable<string>>([FrontGroup], _world.LoadBalancer(_arn).SecurityGroupIds);
        var before = _world.Log.Count;
        SetGroups(true, FrontGroup).IsAccepted();
        Assert.Equal(before, _world.Log.Count);
    }

    [Fact]
    [Trait("Rule", "§2.9/use")]
    public void A_group_can_not_be_deleted_while_a_load_balancer_is_in_it_even_after_other_changes()
    {
        var subnet = _world.LoadBalancer(_arn).Nodes.Single().SubnetId;
        var more = _world.SubnetOf(Ohio, Provider, FrontVpc, SubnetKind.Ipv4Only, "use2-az2");
        Balance(new LoadBalancerCommand.SetSubnets([subnet, more])).IsAccepted();

        DeleteFront(FrontGroup).IsRefused("§2.9/use", "DependencyViolation");
        SetGroups(null, OtherFrontGroup).IsAccepted();
        DeleteFront(FrontGroup).IsAccepted();
        DeleteFront(OtherFrontGroup).IsRefused("§2.9/use", "DependencyViolation");

        Outcome DeleteFront(string group) => _world.CallVpc(FrontVpc, new VpcCommand.DeleteSecurityGroup(group), account: Provider);
    }

    [Theory]
    [Trait("Rule", "§2.14/port")]
    [InlineData(ListenerProtocol.Tcp, FlowProtocol.Tcp, 443, true)]
    [InlineData(ListenerProtocol.Tls, FlowProtocol.Tcp, 443, true)]
    [InlineData(ListenerProtocol.TcpUdp, FlowProtocol.Tcp, 443, true)]
    [InlineData(ListenerProtocol.TcpUdp, FlowProtocol.Udp, 443, true)]
    [InlineData(ListenerProtocol.Udp, FlowProtocol.Udp, 443, true)]
    [InlineData(ListenerProtocol.Udp, FlowProtocol.Tcp, 443, false)]
    [InlineData(ListenerProtocol.Tcp, FlowProtocol.Udp, 443, false)]
    [InlineData(ListenerProtocol.Tcp, FlowProtocol.Tcp, 80, false)]
    [InlineData(ListenerProtocol.Tcp, FlowProtocol.Tcp, null, true)]
    public void A_load_balancer_takes_what_it_listens_for(ListenerProtocol listens, FlowProtocol sent, int? port, bool passes)
    {
        Balance(new LoadBalancerCommand.CreateListener(listens, 443)).IsAccepted();
        var flow = new Flow(Protocol: sent) { Port = port };

        Assert.Equal((passes, passes ? "R6" : "§2.14/port"), (Judge(flow).Reachable, Judge(flow).Rule));
    }

    [Theory]
    [Trait("Rule", "§2.14/port")]
    [InlineData(ClosedPort.Timeout, FlowProtocol.Tcp, false)]
    [InlineData(ClosedPort.Refuse, FlowProtocol.Tcp, true)]
    [InlineData(ClosedPort.Refuse, FlowProtocol.Udp, false)]
    public void A_port_without_a_listener_times_out_or_refuses_as_the_setting_says(ClosedPort closed, FlowProtocol protocol, bool refuses)
    {
        var spec = new FilterSpec(new Settings { PortWithoutListener = closed });
        var listener = spec.Balance(new LoadBalancerCommand.CreateListener(ListenerProtocol.TcpUdp, 443)).Gives<LoadBalancerReply.ListenerCreated>().ListenerArn;
        spec.Balance(new LoadBalancerCommand.DeleteListener(listener)).IsAccepted();

        var verdict = spec.Judge(new Flow(Protocol: protocol) { Port = 443 });

        Assert.Equal(("§2.14/port", refuses), (verdict.Rule, verdict.Refuses));
    }

    [Theory]
    [Trait("Rule", "§2.11/acl")]
    [InlineData(true, true, null, null, null, null, true)]
    [InlineData(false, true, null, null, null, null, false)]
    [InlineData(true, false, null, null, null, null, false)]
    [InlineData(true, true, 443, 443, 32768, 61000, true)]
    [InlineData(true, true, 444, 444, 32768, 61000, false)]
    [InlineData(true, true, 443, 443, 32769, 61000, false)]
    [InlineData(true, true, 443, 443, 32768, 60999, false)]
    public void An_acl_must_let_requests_in_and_all_replies_out(bool takes, bool answers, int? from, int? to, int? first, int? last, bool passes)
    {
        Filter(OwnSubnet, takes ? [new(true, null, from, to, Any)] : [], answers ? [new(true, FlowProtocol.Tcp, first, last, Any)] : []);

        Assert.Equal((passes, passes ? "R6" : "§2.11/acl"), (Judge(FromOther).Reachable, Judge(FromOther).Rule));
        Assert.True(Judge(FromOther with { Client = FlowClient.In(Vpc, OwnSubnet, _world) }).Reachable);
    }

    [Theory]
    [Trait("Rule", "§2.11/acl")]
    [InlineData("out", true)]
    [InlineData("in", true)]
    [InlineData("neither", false)]
    public void The_clients_subnet_has_an_acl_too(string shut, bool isDropped)
    {
        ImmutableArray<NetworkAclEntry> open = [new(true, null, null, null, Any)];
        Filter(OtherSubnet, shut == "in" ? [] : open, shut == "out" ? [] : open);

        Assert.Equal(!isDropped, Judge(FromOther).Reachable);
        Assert.True(Judge(FromOther with { Client = null }).Reachable);
    }

    [Fact]
    [Trait("Rule", "§2.11/acl")]
    public void The_first_entry_that_matches_decides_and_a_denial_of_some_of_a_clients_addresses_counts()
    {
        NetworkAclEntry allow = new(true, null, null, null, Any), deny = new(false, null, null, null, "10.101.1.128/25");
        Filter(OwnSubnet, [allow, deny], [allow]);
        Assert.True(Judge(FromOther).Reachable);

        Filter(OwnSubnet, [deny, allow], [allow]);
        Assert.Equal((false, "§2.11/acl", PathHop.Filters), Told(FromOther));
        Assert.True(Judge(FromOther with { Client = FromOther.Client! with { Address = "10.101.1.5" } }).Reachable);
        Assert.True(Judge(FromOther with { Client = null }).Reachable);
    }

    [Fact]
    [Trait("Rule", "§2.11/acl")]
    public void Replies_go_to_the_ports_of_the_settings_and_entries_add_up_to_them()
    {
        var spec = new FilterSpec(new Settings { FirstEphemeralPort = 5000, LastEphemeralPort = 5009 });
        NetworkAclEntry all = new(true, null, null, null, Any), low = new(true, null, 5000, 5004, Any), high = new(true, null, 5005, 5009, Any);

        spec.Filter(spec.OwnSubnet, [all], [low, high]);
        Assert.True(spec.Judge(spec.FromOther).Reachable);
        spec.Filter(spec.OwnSubnet, [all], [low, high with { FromPort = 5006 }]);
        Assert.False(spec.Judge(spec.FromOther).Reachable);
    }

    [Fact]
    [Trait("Rule", "§2.11/subnet")]
    public void An_acl_is_of_a_subnet_that_exists() =>
        _world.Send(World.Vpc(Vpc), new VpcCommand.SetNetworkAcl("subnet-0", new NetworkAcl("acl", [], []))).IsRefused("§2.11/subnet", "InvalidSubnetID.NotFound");

    [Fact]
    [Trait("Rule", "R6")]
    public void All_that_bars_a_path_is_told_in_the_order_of_the_way()
    {
        Declare(DefaultGroup, []);
        DeclareFront();
        Filter(OwnSubnet, [], []);
        Balance(new LoadBalancerCommand.CreateListener(ListenerProtocol.Tcp, 80)).IsAccepted();
        Balance(new LoadBalancerCommand.DeregisterTargets(["i-1"])).IsAccepted();
        _world.Impair(Ohio, Zone);

        var blockers = ReachablePath.Blockers(_endpoint, Zone, _world, FromOther);

        Assert.Equal(["§2.11/acl", "§2.11/acl", "§2.9/inbound", "R37", "§2.9/nlb", "§2.14/port", "R6"], blockers.Select(each => each.Rule));
        Assert.Equal(blockers.Select(each => each.Hop).Order(), blockers.Select(each => each.Hop));
        Assert.Equal(blockers[0], Judge(FromOther));
    }

    [Fact]
    [Trait("Rule", "R6")]
    public void A_target_is_reached_exactly_when_nothing_bars_the_path() => Gen.Int[0, 255].Sample(
        bits =>
        {
            var spec = new FilterSpec();
            Action[] harms =
            [
                () => spec.Declare(null, null),
                () => spec.DeclareFront(),
                () => spec.Filter(spec.OwnSubnet, [], []),
                () => spec.Balance(new LoadBalancerCommand.CreateListener(ListenerProtocol.Tcp, 80)),
                () => spec.Balance(new LoadBalancerCommand.DeregisterTargets(["i-1"])),
                () => spec._world.Impair(Ohio, Zone),
                () => spec.SetGroups(false, spec.FrontGroup),
                () => spec._world.DeleteEndpoint(spec._endpoint),
            ];
            foreach (var harm in harms.Where((_, index) => (bits & (1 << index)) != 0))
            {
                harm();
            }

            return Flows(spec).All(flow =>
            {
                var (verdict, blockers) = (spec.Judge(flow), ReachablePath.Blockers(spec._endpoint, Zone, spec._world, flow));
                return verdict.Reachable == blockers.IsEmpty && (blockers.IsEmpty || verdict == blockers[0]) && blockers.All(each => !each.Reachable);
            });
        },
        iter: 60);

    private static IEnumerable<Flow> Flows(FilterSpec spec) =>
    [
        new(), spec.FromOther, spec.FromOther with { Port = 80 }, new(FlowSource.Internet), new(Family: DnsRecordType.Aaaa),
        new() { Client = new FlowClient { SecurityGroupIds = [] } },
    ];

    private PathVerdict Judge(Flow flow) => _world.Path(_endpoint, Zone, flow);

    private (bool Reachable, string Rule, PathHop Hop) Told(Flow flow) => Judge(flow) is var verdict ? (verdict.Reachable, verdict.Rule, verdict.Hop) : default;

    private Outcome Authorize(SecurityGroupRule rule) => _world.CallVpc(Vpc, new VpcCommand.AuthorizeIngress(DefaultGroup, [rule]));

    private Outcome Balance(LoadBalancerCommand command) => _world.CallLoadBalancer(_arn, command);

    private Outcome SetGroups(bool? enforce, params ImmutableArray<string> groups) => Balance(new LoadBalancerCommand.SetSecurityGroups(groups, enforce));

    private void Declare(string? group, ImmutableArray<SecurityGroupRule>? rules) =>
        _world.Send(World.Vpc(Vpc), new VpcCommand.DeclareInboundRules(group, rules)).IsAccepted();

    private void DeclareFront(params ImmutableArray<SecurityGroupRule> rules) =>
        _world.Send(World.Vpc(FrontVpc), new VpcCommand.DeclareInboundRules(FrontGroup, rules)).IsAccepted();

    private void Filter(string subnet, ImmutableArray<NetworkAclEntry> inbound, ImmutableArray<NetworkAclEntry> outbound) =>
        _world.Send(World.Vpc(Vpc), new VpcCommand.SetNetworkAcl(subnet, new NetworkAcl("acl", inbound, outbound))).IsAccepted();
}
