using static PrivateLinkSim.Domain.Tests.Regions;

namespace PrivateLinkSim.Domain.Tests;

/// <summary>§2.14/group: target groups that stand by themselves, until a listener names them.</summary>
public sealed class TargetGroupSpec
{
    private readonly TargetGroupStage _stage = new();

    [Fact]
    [Trait("Rule", "§2.14/group")]
    public void A_group_is_made_once_however_often_it_is_asked_for()
    {
        var arn = _stage.Group("web");

        Assert.Equal(arn, _stage.Group("web"));
        Assert.Matches("^arn:aws:elasticloadbalancing:us-east-2:[0-9]{12}:targetgroup/web/[0-9a-f]{16}$", arn);
        _stage.Make(_stage.New("web") with { Port = 80 }).IsRefused("§2.14/group", "DuplicateTargetGroupName");
        Assert.Single(_stage.World.Happened<TargetGroupEvent.Created>());
        _stage.World.CheckThatHistoriesFoldToTheStates();
    }

    [Theory]
    [Trait("Rule", "§2.14/group")]
    [InlineData("", 443)]
    [InlineData("-web", 443)]
    [InlineData("web_1", 443)]
    [InlineData("a-name-that-is-longer-than-32-signs", 443)]
    [InlineData("web", 0)]
    [InlineData("web", 65536)]
    public void A_name_and_a_port_have_their_form(string name, int port) => _stage.Make(_stage.New(name) with { Port = port }).IsRefused("§2.14/group", "ValidationError");

    [Fact]
    [Trait("Rule", "§2.14/group")]
    public void Its_VPC_is_the_accounts_own_and_a_refused_name_is_free_again()
    {
        var foreign = _stage.World.Lay(Ohio, Accounts.Consumer, TargetGroupStage.Here);

        _stage.Make(_stage.New("web") with { VpcId = foreign.VpcId }).IsRefused("§2.14/group", "ValidationError");

        _stage.Group("web");
    }

    [Fact]
    [Trait("Rule", "§6.1")]
    public void A_health_check_is_made_and_changed_within_AWSs_bounds()
    {
        _stage.Make(_stage.New("web") with { HealthCheck = new HealthCheck(4, 5, 2) }).IsRefused("§6.1", "ValidationError");
        var group = _stage.Forwarded("web", 443);

        _stage.Call(group, new TargetGroupCommand.Modify(new HealthCheckChange(HealthyThreshold: 11))).IsRefused("§6.1", "ValidationError");
        _stage.Call(group, new TargetGroupCommand.Modify(new HealthCheckChange(IntervalSeconds: 10, UnhealthyThreshold: 3))).IsAccepted();

        Assert.Equal(new HealthCheck(10, 5, 3), _stage.World.TargetGroup(group).HealthCheck);
        Assert.Equal(new HealthCheck(10, 5, 3), _stage.State.Of(group).HealthCheck);
    }

    [Fact]
    [Trait("Rule", "§2.14/target")]
    public void Targets_are_what_the_group_was_made_for()
    {
        var instances = _stage.Group("instances");
        var addresses = _stage.Make(_stage.New("addresses") with { TargetType = TargetType.Ip }).Gives<TargetGroupReply.TargetGroupCreated>().TargetGroupArn;
        var wide = _stage.Make(_stage.New("wide") with { TargetType = TargetType.Ip, Ipv6 = true }).Gives<TargetGroupReply.TargetGroupCreated>().TargetGroupArn;

        _stage.Register(instances, new Target("10.1.0.9", TargetGroupStage.Here)).IsRefused("§2.14/target", "InvalidTarget");
        _stage.Register(addresses, new Target("i-1", TargetGroupStage.Here)).IsRefused("§2.14/target", "InvalidTarget");
        _stage.Register(wide, new Target("10.1.0.9", TargetGroupStage.Here)).IsRefused("§2.14/target", "InvalidTarget");
        _stage.Register(addresses, new Target("10.1.0.9", TargetGroupStage.Here, Port: 70_000)).IsRefused("§2.14/target", "ValidationError");
        _stage.Register(wide, new Target("2600::9", TargetGroupStage.Here, Port: 80)).IsAccepted();
        _stage.Register(addresses, new Target("10.1.0.9", TargetGroupStage.Here), new Target("10.1.0.9", TargetGroupStage.Here, Port: 443), new Target("10.1.0.9", TargetGroupStage.Here, Port: 80)).IsAccepted();

        Assert.Equal(["10.1.0.9", "10.1.0.9:80"], _stage.World.TargetGroup(addresses).Targets.Keys);
        Assert.Equal(["[2600::9]:80"], _stage.World.TargetGroup(wide).Targets.Keys);
        _stage.Call(addresses, new TargetGroupCommand.DeregisterTargets(["10.1.0.9"])).IsAccepted();
        Assert.Empty(_stage.World.TargetGroup(addresses).Targets);
    }

    [Fact]
    [Trait("Rule", "§2.13/targets")]
    public void A_group_has_500_targets_in_a_zone()
    {
        var group = _stage.Group("web");
        Target[] full = [.. Enumerable.Range(0, 500).Select(each => new Target($"i-{each}", TargetGroupStage.Here))];

        _stage.Register(group, [.. full, new Target("i-more", TargetGroupStage.Here)]).IsRefused("§2.13/targets", "TooManyTargets");
        _stage.Register(group, full).IsAccepted();
        _stage.Register(group, new Target("i-more", TargetGroupStage.There)).IsAccepted();
    }

    [Fact]
    [Trait("Rule", "§2.13/groups")]
    public void A_Region_has_3000_groups_of_an_account()
    {
        for (var number = 0; number < 3000; number++)
        {
            _stage.Group(FormattableString.Invariant($"group-{number}"));
        }

        _stage.Make(_stage.New("more")).IsRefused("§2.13/groups", "TooManyTargetGroups");
        Assert.Matches("/group-7/", _stage.Group("group-7"));
    }

    [Fact]
    [Trait("Rule", "§2.16")]
    [Trait("Rule", "§2.13/tags")]
    public void Groups_load_balancers_and_listeners_are_tagged()
    {
        var group = _stage.Forwarded("web", 443);
        var (listener, tags, many) = (_stage.ListenerOf(group), Sorted.Map<string>().Add("team", "network"), Sorted.Map<string>().SetItems(Enumerable.Range(0, 51).Select(each => KeyValuePair.Create($"k{each}", ""))));

        _stage.Call(group, new TargetGroupCommand.AddTags(many)).IsRefused("§2.13/tags", "TooManyTags");
        _stage.Call(new LoadBalancerCommand.AddTags(null, Sorted.Map<string>().Add("aws:team", ""))).IsRefused("§2.16", "ValidationError");
        _stage.Call(new LoadBalancerCommand.AddTags("arn:none", tags)).IsRefused("§2.14/listener", "ListenerNotFound");
        _stage.Call(group, new TargetGroupCommand.AddTags(tags)).IsAccepted();
        _stage.Call(group, new TargetGroupCommand.AddTags(tags)).IsAccepted();
        _stage.Call(new LoadBalancerCommand.AddTags(null, tags)).IsAccepted();
        _stage.Call(new LoadBalancerCommand.AddTags(listener, tags)).IsAccepted();

        Assert.Single(_stage.World.Happened<TargetGroupEvent.TagsAdded>());
        Assert.Equal(("network", "network", "network"), (_stage.World.TargetGroup(group).Tags["team"], _stage.State.Tags!["team"], _stage.State.Listeners[listener].Tags!["team"]));
        _stage.Call(new LoadBalancerCommand.RemoveTags(listener, ["team", "other"])).IsAccepted();
        _stage.Call(new LoadBalancerCommand.RemoveTags(null, ["team"])).IsAccepted();
        _stage.Call(group, new TargetGroupCommand.RemoveTags(["team"])).IsAccepted();
        Assert.Equal((0, null, null), (_stage.World.TargetGroup(group).Tags.Count, _stage.State.Tags, _stage.State.Listeners[listener].Tags));
        _stage.World.CheckThatHistoriesFoldToTheStates();
    }

    [Fact]
    [Trait("Rule", "§2.14/protection")]
    public void A_load_balancer_with_deletion_protection_stays()
    {
        _stage.Call(new LoadBalancerCommand.ModifyAttributes(DeletionProtection: true)).IsAccepted();
        _stage.Call(new LoadBalancerCommand.Delete()).IsRefused("§2.14/protection", "OperationNotPermitted");
        _stage.Call(new LoadBalancerCommand.ModifyAttributes(DeletionProtection: false)).IsAccepted();
        _stage.Call(new LoadBalancerCommand.Delete()).IsAccepted();
    }

    [Fact]
    [Trait("Rule", "§2.14/group")]
    public void What_is_anothers_is_not_found()
    {
        var group = _stage.Group("web");
        var consumer = Accounts.In(Ohio, Accounts.Consumer);

        _stage.World.Send(World.TargetGroupOf(group), new TargetGroupCommand.RegisterTargets([]), consumer).IsRefused("§2.14/group", "TargetGroupNotFound");
        _stage.World.Send(World.TargetGroupOf(group), new TargetGroupCommand.Delete(), consumer).IsRefused("§2.14/group", "TargetGroupNotFound");
    }
}
