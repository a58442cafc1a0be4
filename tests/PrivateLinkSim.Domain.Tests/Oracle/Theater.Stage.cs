namespace PrivateLinkSim.Domain.Tests.Oracle;

/// <content>Builds what stands when a sequence begins.</content>
internal sealed partial class Theater
{
    private void BuildVpc(int index)
    {
        var stage = Stage.Vpcs[index];
        var (region, account) = (Stage.Regions[stage.Region], Stage.Accounts[stage.Account]);
        var caller = Tests.Accounts.In(region, account);
        var made = World.Send(World.Region(region), new RegionCommand.CreateVpc(FormattableString.Invariant($"10.{index}.0.0/16"), true), caller)
            .Gives<VpcReply.VpcCreated>();
        _vpcs.Add(made.VpcId);
        _groups.Add(made.DefaultSecurityGroupId);
        _groupVpcs.Add(index);
        if (stage.DnsHostnames)
        {
            World.Send(World.Vpc(made.VpcId), new VpcCommand.ModifyAttribute(null, true), caller).IsAccepted();
        }

        var ipv6Subnets = 0;
        for (var subnet = 0; subnet < stage.Subnets.Length; subnet++)
        {
            var each = stage.Subnets[subnet];
            var ipv4 = each.Kind == SubnetKind.Ipv6Only ? null : FormattableString.Invariant($"10.{index}.{subnet}.0/{(each.Small ? 28 : 24)}");
            string? ipv6 = null;
            if (each.Kind != SubnetKind.Ipv4Only)
            {
                Assert.True(Ipv6Block.TryParse(made.Ipv6CidrBlock, out var block));
                ipv6 = block.Part(64, ipv6Subnets++).ToString();
            }

            _ipv6Blocks.Add(ipv6);
            _subnets.Add(World.Send(
                World.Vpc(made.VpcId), new VpcCommand.CreateSubnet(ipv4, ipv6, each.Kind == SubnetKind.Ipv6Only, null, each.Zone), caller)
                .Gives<VpcReply.SubnetCreated>().SubnetId);
        }
    }

    private void BuildBalancer(StageBalancer stage)
    {
        var caller = Tests.Accounts.In(Stage.Regions[Stage.Vpcs[stage.Vpc].Region], Stage.Accounts[Stage.Provider]);
        var arn = World.Send(
            new EntityId(EntityKind.ServiceProvider, caller.Account),
            new ServiceProviderCommand.CreateLoadBalancer(new NewLoadBalancer
            {
                Name = FormattableString.Invariant($"front-{_balancers.Count}"),
                VpcId = _vpcs[stage.Vpc],
                SubnetIds = Subnets(stage.Subnets),
                IpAddressType = stage.Dualstack ? IpAddressType.Dualstack : IpAddressType.Ipv4,
            }),
            caller).Gives<LoadBalancerReply.LoadBalancerCreated>().LoadBalancerArn;
        _balancers.Add(arn);
        var listener = World.Send(World.LoadBalancerOf(arn), new LoadBalancerCommand.CreateListener(ListenerProtocol.Tcp, 443), caller)
            .Gives<LoadBalancerReply.ListenerCreated>();
        Remember(listener);
        if (stage.IdleTimeout > 0)
        {
            World.Send(
                World.LoadBalancerOf(arn), new LoadBalancerCommand.ModifyListenerAttributes(listener.ListenerArn, stage.IdleTimeout), caller).IsAccepted();
        }
    }
}
