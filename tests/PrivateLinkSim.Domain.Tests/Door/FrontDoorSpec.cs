using System.Collections.Immutable;
using static PrivateLinkSim.Domain.Tests.Accounts;
using static PrivateLinkSim.Domain.Tests.Policies;
using static PrivateLinkSim.Domain.Tests.Regions;

namespace PrivateLinkSim.Domain.Tests;

/// <summary>What the door lets in, and how it turns the others away.</summary>
public sealed class FrontDoorSpec
{
    private static readonly EntityId Account = World.ConsumerOf(Consumer);
    private static readonly RegionCommand.CreateVpc CreateVpc = new("10.0.0.0/16");
    private readonly World _world = new();

    [Fact]
    [Trait("Rule", "§4.4")]
    public void The_root_comes_in_and_a_role_without_a_policy_does_not()
    {
        var role = _world.Role(Consumer, "deploy");

        _world.Call(World.Region(Ohio), CreateVpc, In(Ohio, Consumer)).IsAccepted();
        var refused = _world.Call(World.Region(Ohio), CreateVpc, In(Ohio, Consumer, role));

        Assert.Equal(
            "You are not authorized to perform this operation. User: arn:aws:iam::444455556666:role/deploy is not authorized to perform: "
            + "ec2:CreateVpc on resource: arn:aws:ec2:us-east-2:444455556666:vpc/* because no identity-based policy allows the ec2:CreateVpc action",
            refused.IsRefused("§4.4", "UnauthorizedOperation"));
        Assert.Equal(Account, refused.RefusedBy());
        _world.Call(World.Region(Ohio), CreateVpc, In(Ohio, Consumer, Role(Consumer, "nobody"))).IsRefused("§4.4", "UnauthorizedOperation");
    }

    [Fact]
    [Trait("Rule", "§4.4")]
    public void What_may_go_on_goes_on_as_it_was()
    {
        var role = _world.Role(Consumer, "deploy", Allow("ec2:CreateVpc"));

        Assert.Equal((World.Region(Ohio), CreateVpc), FrontDoor.Admit(World.Region(Ohio), CreateVpc, In(Ohio, Consumer, role), _world));
        Assert.Equal((World.Region(Ohio), CreateVpc), FrontDoor.Admit(World.Region(Ohio), CreateVpc, In(Ohio, Consumer), _world));
        Assert.True(FrontDoor.Admit(
            World.Region(Ohio), CreateVpc, In(Ohio, Consumer, $"arn:aws:sts::{Consumer}:assumed-role/deploy/session"), _world).Command is RegionCommand.CreateVpc);
    }

    [Fact]
    [Trait("Rule", "§4.4")]
    public void A_provider_is_turned_away_by_its_account_as_a_provider()
    {
        var service = _world.Service(Ohio, ["use2-az1"]);
        var role = _world.Role(Provider, "deploy", Allow("ec2:RejectVpcEndpointConnections"));

        var refused = _world.Call(World.ServiceOf(service), new EndpointServiceCommand.AcceptConnection("vpce-0"), In(Ohio, Provider, role));

        refused.IsRefused("§4.4", "UnauthorizedOperation");
        Assert.Equal(World.ProviderOf(Provider), refused.RefusedBy());
        _world.Call(World.ServiceOf(service), new EndpointServiceCommand.RejectConnection("vpce-0"), In(Ohio, Provider, role))
            .IsRefused("§2.2/id", "InvalidVpcEndpointId.NotFound");
    }

    [Fact]
    [Trait("Rule", "R26")]
    public void What_a_statement_denies_no_other_allows()
    {
        var role = _world.Role(Consumer, "deploy", Allow(), Deny("ec2:CreateVpc", sid: "NoNetworks"));

        Assert.EndsWith(
            "with an explicit deny in an identity-based policy (policy 'own', statement 2 'NoNetworks')",
            _world.Call(World.Region(Ohio), CreateVpc, In(Ohio, Consumer, role)).IsRefused("R26", "UnauthorizedOperation"),
            StringComparison.Ordinal);

        var bounded = _world.Role(Consumer, "bounded", Allow());
        _world.Bound(Consumer, bounded, Allow(), Deny("ec2:CreateVpc"));
        _world.Call(World.Region(Ohio), CreateVpc, In(Ohio, Consumer, bounded)).IsRefused("R26", "UnauthorizedOperation");
    }

    [Fact]
    [Trait("Rule", "§4.4/boundary")]
    public void A_boundary_must_allow_too()
    {
        var role = _world.Role(Consumer, "deploy", Allow());
        _world.Bound(Consumer, role, Allow("s3:*"));

        _world.Call(World.Region(Ohio), CreateVpc, In(Ohio, Consumer, role)).IsRefused("§4.4/boundary", "UnauthorizedOperation");
    }

    [Fact]
    [Trait("Rule", "§4.4/scp")]
    public void The_organization_binds_the_root_too_by_what_it_denies_and_by_what_it_does_not_allow()
    {
        _world.Control(Consumer, Allow("ec2:*"), Deny("ec2:CreateVpc", condition: """ "StringNotLike": { "aws:RequestedRegion": "eu-*" } """));

        _world.Call(World.Region(Ohio), CreateVpc, In(Ohio, Consumer)).IsRefused("§4.4/scp", "UnauthorizedOperation");
        _world.Call(World.Region(Ireland), CreateVpc, In(Ireland, Consumer)).IsAccepted();
        Assert.Equal(
            $"User: arn:aws:iam::444455556666:root is not authorized to perform: account:EnableRegion on resource: arn:aws:account::444455556666:account "
            + "because no service control policy allows the account:EnableRegion action",
            _world.Call(World.Region(Milan), new RegionCommand.EnableRegion(), In(Virginia, Consumer)).IsRefused("§4.4/scp", "AccessDeniedException"));
    }

    [Fact]
    [Trait("Rule", "§3.1/opt-in")]
    public void A_call_into_a_Region_that_is_not_enabled_gets_no_further_than_the_Region()
    {
        var role = _world.Role(Consumer, "deploy");
        var refused = _world.Call(Account, new ServiceConsumerCommand.CreateVpcEndpoint(new NewVpcEndpoint(), null), In(Milan, Consumer, role));

        refused.IsRefused("§3.1/opt-in", "AuthFailure");
        Assert.Equal(World.Region(Milan), refused.RefusedBy());
        _world.Call(World.Region(Milan), CreateVpc, In(Milan, Consumer, role)).IsRefused("§3.1/opt-in", "AuthFailure");
        _world.DryRun(World.Region(Milan), CreateVpc, In(Milan, Consumer)).IsRefused("§3.1/opt-in", "AuthFailure");

        _world.Enable(Milan, Consumer).IsAccepted();
        _world.Advance(_world.Facts.Settings.RegionOptInDuration);
        _world.Call(World.Region(Milan), CreateVpc, In(Milan, Consumer, role)).IsRefused("§4.4", "UnauthorizedOperation");
        _world.Call(World.Region(Milan), CreateVpc, In(Milan, Consumer)).IsAccepted();
    }

    [Fact]
    [Trait("Rule", "§4.4")]
    public void Opting_in_asks_the_policies_wherever_the_call_is_made()
    {
        var role = _world.Role(Consumer, "deploy", Allow("account:EnableRegion", condition: """ "StringEquals": { "account:TargetRegion": "eu-south-1" } """));

        _world.Call(World.Region(Milan), new RegionCommand.EnableRegion(), In(Milan, Consumer, role)).IsAccepted();
        _world.Call(World.Region(HongKong), new RegionCommand.EnableRegion(), In(HongKong, Consumer, role)).IsRefused("§4.4", "AccessDeniedException");
    }

    [Fact]
    [Trait("Rule", "§4.4")]
    public void The_services_of_AWS_say_no_each_in_its_own_way()
    {
        var role = _world.Role(Provider, "deploy");
        var arn = _world.LoadBalancer(Ohio, "use2-az1");

        Assert.StartsWith(
            $"User: {role} is not authorized to perform: elasticloadbalancing:DeleteLoadBalancer on resource: {arn} because",
            _world.Call(World.LoadBalancerOf(arn), new LoadBalancerCommand.Delete(), In(Ohio, Provider, role)).IsRefused("§4.4", "AccessDenied"),
            StringComparison.Ordinal);
        _world.Call(IamState.Of(Provider), new IamCommand.SetPolicy(role, "mine", Text(Allow())), In(Ohio, Provider, role))
            .IsRefused("§4.4", "AccessDenied");
    }

    [Fact]
    [Trait("Rule", "§2.17/dry-run")]
    public void A_dry_run_tells_whether_the_policies_permit_and_does_nothing()
    {
        var role = _world.Role(Consumer, "deploy", Allow("ec2:CreateVpc", condition: """ "StringEquals": { "ec2:Region": "us-east-2" } """));
        var before = _world.Log.Count;

        var refused = _world.DryRun(World.Region(Ohio), CreateVpc, In(Ohio, Consumer, role));
        Assert.Equal("Request would have succeeded, but DryRun flag is set.", refused.IsRefused("§2.17/dry-run", "DryRunOperation"));
        Assert.Equal(Account, refused.RefusedBy());
        _world.DryRun(World.Region(Virginia), CreateVpc, In(Virginia, Consumer, role)).IsRefused("§4.4", "UnauthorizedOperation");
        _world.DryRun(World.ProviderOf(Provider), new ServiceProviderCommand.CreateLoadBalancer(new NewLoadBalancer()), In(Ohio, Provider))
            .IsRefused("§2.17/dry-run", "DryRunOperation");

        Assert.Equal(before, _world.Log.Count);
    }

    [Fact]
    public void A_root_that_nothing_binds_makes_no_garbage_at_the_door()
    {
        var caller = In(Ohio, Consumer);
        var quiet = new Quiet(new Facts(new Settings(), Table));
        for (var warm = 0; warm < 100; warm++)
        {
            FrontDoor.Admit(World.Region(Ohio), CreateVpc, caller, quiet);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var call = 0; call < 1000; call++)
        {
            FrontDoor.Admit(World.Region(Ohio), CreateVpc, caller, quiet);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private sealed record Quiet(Facts Facts) : IWorld
    {
        public TState? Find<TState>(EntityId id)
            where TState : class, IState => null;
    }
}
