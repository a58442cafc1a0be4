using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using static PrivateLinkSim.Domain.Tests.Accounts;
using static PrivateLinkSim.Domain.Tests.Policies;
using static PrivateLinkSim.Domain.Tests.Regions;

namespace PrivateLinkSim.Domain.Tests;

/// <summary>What the policies are asked about each call.</summary>
public sealed class RequestsSpec
{
    private const string Service = "vpc-endpoint-service/vpce-svc-0";
    private const string Endpoint = "vpc-endpoint/vpce-0";
    private const string Arn = $"arn:aws:elasticloadbalancing:us-east-2:{Consumer}:loadbalancer/net/front/0123456789abcdef";
    private const string Listener = $"arn:aws:elasticloadbalancing:us-east-2:{Consumer}:listener/net/front/0123456789abcdef/1";
    private const string Group = $"arn:aws:elasticloadbalancing:us-east-2:{Consumer}:targetgroup/front/*";

    private const string OneGroup = $"arn:aws:elasticloadbalancing:us-east-2:{Consumer}:targetgroup/front/0123456789abcdef";

    private static readonly string Deploy = Role(Consumer, "deploy");
    private static readonly string Alice = $"arn:aws:iam::{Consumer}:user/alice";
    private static readonly ImmutableSortedDictionary<string, string> Web = Tags.None.Add("team", "web");
    private static readonly ImmutableSortedDictionary<string, string?> NoWeb = Sorted.Map<string?>().Add("team", "web").Add("Cost", null);
    private static readonly World World = new();

    /// <summary>What others than accounts tell: entities, deadlines, and the simulator's own topology and faults.</summary>
    private static readonly Type[] FromNobody =
    [
        typeof(ServiceProviderCommand.LearnOptStatus), typeof(ServiceProviderCommand.TurnAway), typeof(ServiceProviderCommand.Forget),
        typeof(ServiceConsumerCommand.LearnOptStatus), typeof(ServiceConsumerCommand.TurnAway), typeof(ServiceConsumerCommand.Forget),
        typeof(EndpointServiceCommand.Create), typeof(EndpointServiceCommand.HearBinding), typeof(EndpointServiceCommand.FinishCreation),
        typeof(EndpointServiceCommand.Modify), typeof(EndpointServiceCommand.SettleSupportedRegion), typeof(EndpointServiceCommand.DescribeCreation),
        typeof(EndpointServiceCommand.CheckPrivateDnsName), typeof(EndpointServiceCommand.HearTxtRecords), typeof(EndpointServiceCommand.NamePrivateDns),
        typeof(EndpointServiceCommand.RequestConnection), typeof(EndpointServiceCommand.ReviewConnection),
        typeof(EndpointServiceCommand.LearnConnectionStatus), typeof(EndpointServiceCommand.LearnLoadBalancer),
        typeof(EndpointServiceCommand.ReviewLoadBalancer), typeof(EndpointServiceCommand.LearnZoneHealth), typeof(EndpointServiceCommand.SettleProviderZone),
        typeof(InterfaceEndpointCommand.Create), typeof(InterfaceEndpointCommand.HearPrivateDnsName), typeof(InterfaceEndpointCommand.HearReservation),
        typeof(InterfaceEndpointCommand.HearConnection), typeof(InterfaceEndpointCommand.LearnAcceptance), typeof(InterfaceEndpointCommand.LearnRejection),
        typeof(InterfaceEndpointCommand.LearnPath), typeof(InterfaceEndpointCommand.LearnZoneHealth), typeof(InterfaceEndpointCommand.DescribeCreation),
        typeof(InterfaceEndpointCommand.HearRevision), typeof(InterfaceEndpointCommand.HearReview), typeof(InterfaceEndpointCommand.LosePrivateDnsName),
        typeof(InterfaceEndpointCommand.SettleStatus), typeof(InterfaceEndpointCommand.SettleAddress),
        typeof(LoadBalancerCommand.Create), typeof(LoadBalancerCommand.HearReservation), typeof(LoadBalancerCommand.Bind), typeof(LoadBalancerCommand.Unbind),
        typeof(LoadBalancerCommand.HearRevision), typeof(LoadBalancerCommand.HearReview), typeof(LoadBalancerCommand.LearnZoneHealth),
        typeof(LoadBalancerCommand.LearnIpv6Ready), typeof(LoadBalancerCommand.SettleTargets), typeof(LoadBalancerCommand.RecoverTargets),
        typeof(LoadBalancerCommand.SettleUnhealthy), typeof(LoadBalancerCommand.SettleDraining), typeof(LoadBalancerCommand.SettleRouting),
        typeof(LoadBalancerCommand.SettleNode), typeof(LoadBalancerCommand.RepairNode), typeof(LoadBalancerCommand.FailTargets),
        typeof(LoadBalancerCommand.FailNode), typeof(LoadBalancerCommand.StartZonalShift), typeof(LoadBalancerCommand.UpdateZonalShift), typeof(LoadBalancerCommand.EndZonalShift),
        typeof(LoadBalancerCommand.ConfigureAutoshift), typeof(LoadBalancerCommand.LearnAutoshift), typeof(RegionCommand.WatchForAutoshift), typeof(RegionCommand.SettleAutoshift),
        typeof(InterfaceEndpointCommand.Disrupt), typeof(InterfaceEndpointCommand.EndDisruption), typeof(InterfaceEndpointCommand.FailInterface),
        typeof(InterfaceEndpointCommand.RepairInterface), typeof(InterfaceEndpointCommand.LosePackets), typeof(InterfaceEndpointCommand.EndPacketLoss),
        typeof(InterfaceEndpointCommand.AddLatency), typeof(InterfaceEndpointCommand.EndLatency),
        typeof(RegionCommand.Reconnect), typeof(RegionCommand.RestoreControlPlane), typeof(RegionCommand.EndPacketLoss), typeof(RegionCommand.EndLatency),
        typeof(RegionCommand.EndDnsDelay), typeof(VpcCommand.EndDnsDelay),
        typeof(LoadBalancerCommand.SlowTargets), typeof(LoadBalancerCommand.EndSlowness),
        typeof(LoadBalancerCommand.HearTargetGroup), typeof(LoadBalancerCommand.LearnTargets), typeof(LoadBalancerCommand.LearnDeregistration),
        typeof(LoadBalancerCommand.LearnHealthCheck), typeof(LoadBalancerCommand.LearnAttributes),
        typeof(TargetGroupCommand.Create), typeof(TargetGroupCommand.HearVpc), typeof(TargetGroupCommand.Attach), typeof(TargetGroupCommand.Detach),
        typeof(VpcCommand.ConfirmOwner),
        typeof(VpcCommand.Create), typeof(VpcCommand.ReserveAddresses), typeof(VpcCommand.ReviseAddresses), typeof(VpcCommand.RestoreAddresses),
        typeof(VpcCommand.ReleaseAddresses), typeof(VpcCommand.LearnZoneHealth),
        typeof(RegionCommand.CompleteOptStatus), typeof(RegionCommand.TurnAway),
        typeof(PublicDnsCommand.LookUpTxt), typeof(PublicDnsCommand.ServeZone), typeof(PublicDnsCommand.ServeRecords), typeof(PublicDnsCommand.EndZone),
        typeof(HostedZonesCommand.SynchronizeChange),
        typeof(ServiceProviderCommand.DeclarePrincipal), typeof(ServiceProviderCommand.ForgetPrincipal),
        typeof(ServiceProviderCommand.SetIdentityPolicy), typeof(ServiceProviderCommand.SetPermissionsBoundary),
        typeof(ServiceConsumerCommand.DeclarePrincipal), typeof(ServiceConsumerCommand.ForgetPrincipal),
        typeof(ServiceConsumerCommand.SetIdentityPolicy), typeof(ServiceConsumerCommand.SetPermissionsBoundary),
    ];

    private const string Zone = "arn:aws:route53:::hostedzone/Z1";
    private const string Managed = $"arn:aws:iam::{Consumer}:policy/web";

    private static readonly ICommand[] OfTheSimulator =
    [
        new RegionCommand.DeclareAccount(Consumer, true, []), new RegionCommand.ImpairZone(""), new RegionCommand.RepairZone(""),
        new RegionCommand.BeginOutage(), new RegionCommand.EndOutage(), new RegionCommand.CutOff(Ireland, TimeSpan.Zero),
        new RegionCommand.LoseControlPlane(TimeSpan.Zero), new RegionCommand.LosePackets("", 0, TimeSpan.Zero), new RegionCommand.AddLatency("", 0, TimeSpan.Zero),
        new RegionCommand.DelayDns(0, TimeSpan.Zero), new VpcCommand.DelayDns(0, TimeSpan.Zero),
        new VpcCommand.DeclareInboundRules(null, null), new VpcCommand.SetNetworkAcl("", new NetworkAcl("", [], [])),
        new EndpointServiceCommand.DeclareMarketplaceListing(null),
        new PublicDnsCommand.PublishTxt("", ""), new PublicDnsCommand.WithdrawTxt("", ""),
        new ServiceProviderCommand.SetServiceControlPolicies(null, Tags.None), new ServiceConsumerCommand.SetServiceControlPolicies(null, Tags.None),
    ];

    private static readonly (ICommand Command, string Requests)[] Calls =
    [
        (new ServiceProviderCommand.CreateLoadBalancer(new NewLoadBalancer { Name = "front" }),
            $"elasticloadbalancing:CreateLoadBalancer arn:aws:elasticloadbalancing:us-east-2:{Consumer}:loadbalancer/net/front/*"),
        (new ServiceProviderCommand.CreateVpcEndpointServiceConfiguration(new NewEndpointService { Tags = Web, SupportedRegions = [Ohio, Ireland] }, null),
            "ec2:CreateVpcEndpointServiceConfiguration vpc-endpoint-service/*; ec2:CreateVpcEndpointServiceConfiguration vpc-endpoint-service/*; "
            + "vpce:AllowMultiRegion vpc-endpoint-service/*; ec2:CreateTags vpc-endpoint-service/*"),
        (new ServiceProviderCommand.ModifyVpcEndpointServiceConfiguration("vpce-svc-0", new EndpointServiceChange { AddSupportedRegions = [Ireland] }),
            $"ec2:ModifyVpcEndpointServiceConfiguration {Service}; vpce:AllowMultiRegion {Service}"),
        (new IamCommand.CreatePrincipal(Deploy, new NewPrincipal()), $"iam:CreateRole {Deploy}"),
        (new IamCommand.CreatePrincipal(Alice, new NewPrincipal()), $"iam:CreateUser {Alice}"),
        (new IamCommand.DeletePrincipal(Alice), $"iam:DeleteUser {Alice}"),
        (new IamCommand.UpdateRole(Deploy, null, null), $"iam:UpdateRole {Deploy}"),
        (new IamCommand.SetTrustPolicy(Deploy, "{}"), $"iam:UpdateAssumeRolePolicy {Deploy}"),
        (new IamCommand.SetPolicy(Deploy, "a", "{}"), $"iam:PutRolePolicy {Deploy}"),
        (new IamCommand.SetPolicy(Alice, "a", null), $"iam:DeleteUserPolicy {Alice}"),
        (new IamCommand.SetPermissionsBoundary(Deploy, "{}", null), $"iam:PutRolePermissionsBoundary {Deploy}"),
        (new IamCommand.SetPermissionsBoundary(Deploy, null, Managed), $"iam:PutRolePermissionsBoundary {Deploy}"),
        (new IamCommand.SetPermissionsBoundary(Alice, null, null), $"iam:DeleteUserPermissionsBoundary {Alice}"),
        (new IamCommand.AttachPolicy(Alice, Managed), $"iam:AttachUserPolicy {Alice}"),
        (new IamCommand.DetachPolicy(Deploy, Managed), $"iam:DetachRolePolicy {Deploy}"),
        (new IamCommand.TagPrincipal(Alice, Web), $"iam:TagUser {Alice}"),
        (new IamCommand.UntagPrincipal(Deploy, ["team"]), $"iam:UntagRole {Deploy}"),
        (new IamCommand.CreateAccessKey(Alice), $"iam:CreateAccessKey {Alice}"),
        (new IamCommand.UpdateAccessKey(Alice, "", false), $"iam:UpdateAccessKey {Alice}"),
        (new IamCommand.DeleteAccessKey(Alice, ""), $"iam:DeleteAccessKey {Alice}"),
        (new IamCommand.CreatePolicy(Managed, new NewManagedPolicy { Document = "{}" }), $"iam:CreatePolicy {Managed}"),
        (new IamCommand.DeletePolicy(Managed), $"iam:DeletePolicy {Managed}"),
        (new IamCommand.CreatePolicyVersion(Managed, "{}", true), $"iam:CreatePolicyVersion {Managed}"),
        (new IamCommand.SetDefaultPolicyVersion(Managed, "v1"), $"iam:SetDefaultPolicyVersion {Managed}"),
        (new IamCommand.DeletePolicyVersion(Managed, "v1"), $"iam:DeletePolicyVersion {Managed}"),
        (new IamCommand.TagPolicy(Managed, Web), $"iam:TagPolicy {Managed}"),
        (new IamCommand.UntagPolicy(Managed, ["team"]), $"iam:UntagPolicy {Managed}"),
        (new HostedZonesCommand.CreateHostedZone("example.com", "1", null), "route53:CreateHostedZone *"),
        (new HostedZonesCommand.UpdateHostedZoneComment("Z1", null), $"route53:UpdateHostedZoneComment {Zone}"),
        (new HostedZonesCommand.DeleteHostedZone("Z1"), $"route53:DeleteHostedZone {Zone}"),
        (new HostedZonesCommand.ChangeTagsForResource("Z1", Web, []), $"route53:ChangeTagsForResource {Zone}"),
        (new HostedZonesCommand.ChangeResourceRecordSets("Z1", [], null), $"route53:ChangeResourceRecordSets {Zone}"),
        (new ServiceConsumerCommand.CreateVpcEndpoint(
            new NewVpcEndpoint
            {
                VpcId = "vpc-1",
                ServiceName = "x",
                ServiceRegion = Virginia,
                SubnetIds = ["subnet-1"],
                SubnetConfigurations = [new SubnetConfiguration("subnet-1", null, null), new SubnetConfiguration("subnet-2", null, null)],
                SecurityGroupIds = ["sg-1"],
                Tags = Web,
                PrivateDnsEnabled = true,
            },
            null),
            "ec2:CreateVpcEndpoint vpc-endpoint/*; ec2:CreateVpcEndpoint vpc/vpc-1; ec2:CreateVpcEndpoint subnet/subnet-1; ec2:CreateVpcEndpoint subnet/subnet-2; "
            + "ec2:CreateVpcEndpoint security-group/sg-1; vpce:AllowMultiRegion vpc-endpoint/*; ec2:CreateTags vpc-endpoint/*; "
            + "route53:AssociateVPCWithHostedZone arn:aws:route53:::hostedzone/*"),
        (new EndpointServiceCommand.ModifyPermissions([], []), $"ec2:ModifyVpcEndpointServicePermissions {Service}"),
        (new EndpointServiceCommand.AcceptConnection("vpce-0"), $"ec2:AcceptVpcEndpointConnections {Service}"),
        (new EndpointServiceCommand.RejectConnection("vpce-0"), $"ec2:RejectVpcEndpointConnections {Service}"),
        (new EndpointServiceCommand.StartPrivateDnsVerification(), $"ec2:StartVpcEndpointServicePrivateDnsVerification {Service}"),
        (new EndpointServiceCommand.SetPayerResponsibility("ServiceOwner"), $"ec2:ModifyVpcEndpointServicePayerResponsibility {Service}"),
        (new EndpointServiceCommand.CreateConnectionNotification("", [], null), $"ec2:CreateVpcEndpointConnectionNotification {Service}"),
        (new EndpointServiceCommand.ModifyConnectionNotification("", null, null), $"ec2:ModifyVpcEndpointConnectionNotification {Service}"),
        (new EndpointServiceCommand.DeleteConnectionNotification(""), $"ec2:DeleteVpcEndpointConnectionNotifications {Service}"),
        (new EndpointServiceCommand.CreateTags(Web), $"ec2:CreateTags {Service}"),
        (new EndpointServiceCommand.DeleteTags(NoWeb), $"ec2:DeleteTags {Service}"),
        (new EndpointServiceCommand.Delete(), $"ec2:DeleteVpcEndpointServiceConfigurations {Service}"),
        (new InterfaceEndpointCommand.Modify(new VpcEndpointChange
            {
                AddSubnetIds = ["subnet-1"],
                RemoveSubnetIds = ["subnet-2"],
                AddSecurityGroupIds = ["sg-1"],
                RemoveSecurityGroupIds = ["sg-2"],
            }),
            $"ec2:ModifyVpcEndpoint {Endpoint}; ec2:ModifyVpcEndpoint subnet/subnet-1; ec2:ModifyVpcEndpoint subnet/subnet-2; "
            + "ec2:ModifyVpcEndpoint security-group/sg-1; ec2:ModifyVpcEndpoint security-group/sg-2"),
        (new InterfaceEndpointCommand.CreateConnectionNotification("", [], null), $"ec2:CreateVpcEndpointConnectionNotification {Endpoint}"),
        (new InterfaceEndpointCommand.ModifyConnectionNotification("", null, null), $"ec2:ModifyVpcEndpointConnectionNotification {Endpoint}"),
        (new InterfaceEndpointCommand.DeleteConnectionNotification(""), $"ec2:DeleteVpcEndpointConnectionNotifications {Endpoint}"),
        (new InterfaceEndpointCommand.CreateTags(Web), $"ec2:CreateTags {Endpoint}"),
        (new InterfaceEndpointCommand.DeleteTags(NoWeb), $"ec2:DeleteTags {Endpoint}"),
        (new InterfaceEndpointCommand.Delete(), $"ec2:DeleteVpcEndpoints {Endpoint}"),
        (new LoadBalancerCommand.RegisterTargets([]), $"elasticloadbalancing:RegisterTargets {Group}"),
        (new LoadBalancerCommand.DeregisterTargets([]), $"elasticloadbalancing:DeregisterTargets {Group}"),
        (new LoadBalancerCommand.ModifyAttributes(CrossZone: true), $"elasticloadbalancing:ModifyLoadBalancerAttributes {Arn}"),
        (new LoadBalancerCommand.ModifyTargetGroupAttributes(true, TargetGroupChange.None), $"elasticloadbalancing:ModifyTargetGroupAttributes {Arn}"),
        (new LoadBalancerCommand.SetIpAddressType(IpAddressType.Ipv4), $"elasticloadbalancing:SetIpAddressType {Arn}"),
        (new LoadBalancerCommand.SetSecurityGroups([], null), $"elasticloadbalancing:SetSecurityGroups {Arn}"),
        (new LoadBalancerCommand.SetSubnets([]), $"elasticloadbalancing:SetSubnets {Arn}"),
        (new LoadBalancerCommand.CreateListener(ListenerProtocol.Tcp, 80), $"elasticloadbalancing:CreateListener {Arn}"),
        (new LoadBalancerCommand.ModifyListener(Listener, null, 80), $"elasticloadbalancing:ModifyListener {Listener}"),
        (new LoadBalancerCommand.ModifyHealthCheck(new HealthCheckChange()), $"elasticloadbalancing:ModifyTargetGroup {Group}"),
        (new LoadBalancerCommand.AddTags(null, Web), $"elasticloadbalancing:AddTags {Arn}"),
        (new LoadBalancerCommand.RemoveTags(Listener, ["team"]), $"elasticloadbalancing:RemoveTags {Listener}"),
        (new ServiceProviderCommand.CreateTargetGroup(new NewTargetGroup { Name = "front", Tags = Web }),
            $"elasticloadbalancing:CreateTargetGroup {Group}; elasticloadbalancing:AddTags {Group}"),
        (new TargetGroupCommand.Modify(new HealthCheckChange()), $"elasticloadbalancing:ModifyTargetGroup {OneGroup}"),
        (new TargetGroupCommand.ModifyAttributes(true, TargetGroupChange.None), $"elasticloadbalancing:ModifyTargetGroupAttributes {OneGroup}"),
        (new TargetGroupCommand.RegisterTargets([]), $"elasticloadbalancing:RegisterTargets {OneGroup}"),
        (new TargetGroupCommand.DeregisterTargets([]), $"elasticloadbalancing:DeregisterTargets {OneGroup}"),
        (new TargetGroupCommand.AddTags(Web), $"elasticloadbalancing:AddTags {OneGroup}"),
        (new TargetGroupCommand.RemoveTags(["team"]), $"elasticloadbalancing:RemoveTags {OneGroup}"),
        (new TargetGroupCommand.Delete(), $"elasticloadbalancing:DeleteTargetGroup {OneGroup}"),
        (new LoadBalancerCommand.ModifyListenerAttributes(Listener, 60), $"elasticloadbalancing:ModifyListenerAttributes {Listener}"),
        (new LoadBalancerCommand.DeleteListener(Listener), $"elasticloadbalancing:DeleteListener {Listener}"),
        (new LoadBalancerCommand.Delete(), $"elasticloadbalancing:DeleteLoadBalancer {Arn}"),
        (new VpcCommand.AssociateIpv6CidrBlock(), "ec2:AssociateVpcCidrBlock vpc/vpc-1"),
        (new VpcCommand.ModifyAttribute(true, null), "ec2:ModifyVpcAttribute vpc/vpc-1"),
        (new VpcCommand.Delete(), "ec2:DeleteVpc vpc/vpc-1"),
        (new VpcCommand.CreateSubnet("", null, false, null, null), "ec2:CreateSubnet subnet/*; ec2:CreateSubnet vpc/vpc-1"),
        (new VpcCommand.AssociateSubnetCidrBlock("subnet-1", null), "ec2:AssociateSubnetCidrBlock subnet/subnet-1"),
        (new VpcCommand.CreateSubnet("", null, false, null, null, Web), "ec2:CreateSubnet subnet/*; ec2:CreateSubnet vpc/vpc-1; ec2:CreateTags subnet/*"),
        (new VpcCommand.ModifySubnetAttribute("subnet-1", new SubnetAttributes()), "ec2:ModifySubnetAttribute subnet/subnet-1"),
        (new VpcCommand.DeleteSubnet("subnet-1"), "ec2:DeleteSubnet subnet/subnet-1"),
        (new VpcCommand.CreateSecurityGroup("", ""), "ec2:CreateSecurityGroup security-group/*; ec2:CreateSecurityGroup vpc/vpc-1"),
        (new VpcCommand.AuthorizeIngress("sg-1", []), "ec2:AuthorizeSecurityGroupIngress security-group/sg-1"),
        (new VpcCommand.RevokeIngress("sg-1", []), "ec2:RevokeSecurityGroupIngress security-group/sg-1"),
        (new VpcCommand.AuthorizeIngress("sg-1", [], Web), "ec2:AuthorizeSecurityGroupIngress security-group/sg-1; ec2:CreateTags security-group-rule/*"),
        (new VpcCommand.AuthorizeEgress("sg-1", [], Web), "ec2:AuthorizeSecurityGroupEgress security-group/sg-1; ec2:CreateTags security-group-rule/*"),
        (new VpcCommand.RevokeEgress("sg-1", []), "ec2:RevokeSecurityGroupEgress security-group/sg-1"),
        (new VpcCommand.ModifyRules("sg-1", Sorted.Map<SecurityGroupRule>().Add("sgr-1", new SecurityGroupRule(null, null, null, null, null))),
            "ec2:ModifySecurityGroupRules security-group/sg-1; ec2:ModifySecurityGroupRules security-group-rule/sgr-1"),
        (new VpcCommand.DescribeRules("sg-1", false, []), "ec2:UpdateSecurityGroupRuleDescriptionsIngress security-group/sg-1"),
        (new VpcCommand.DescribeRules("sg-1", true, []), "ec2:UpdateSecurityGroupRuleDescriptionsEgress security-group/sg-1"),
        (new VpcCommand.CreateTags("subnet-1", Web), "ec2:CreateTags subnet/subnet-1"),
        (new VpcCommand.DeleteTags("vpc-1", NoWeb), "ec2:DeleteTags vpc/vpc-1"),
        (new VpcCommand.DeleteSecurityGroup("sg-1"), "ec2:DeleteSecurityGroup security-group/sg-1"),
        (new RegionCommand.EnableRegion(), $"account:EnableRegion arn:aws:account::{Consumer}:account"),
        (new RegionCommand.DisableRegion(), $"account:DisableRegion arn:aws:account::{Consumer}:account"),
        (new RegionCommand.CreateVpc("10.0.0.0/16"), "ec2:CreateVpc vpc/*"),
        (new RegionCommand.CreateVpc("10.0.0.0/16", Tags: Web), "ec2:CreateVpc vpc/*; ec2:CreateTags vpc/*"),
    ];

    public static TheoryData<int> CallNumbers => [.. Enumerable.Range(0, Calls.Length)];

    [Theory]
    [Trait("Rule", "§4.2")]
    [MemberData(nameof(CallNumbers))]
    public void A_call_is_judged_by_its_action_on_what_it_names(int number)
    {
        var (command, requests) = Calls[number];

        Assert.Equal(requests, string.Join("; ", Of(command).Select(each => $"{each.Action} {Short(each.Resource)}")));
    }

    [Fact]
    [Trait("Rule", "§4.4")]
    public void Every_command_is_a_call_that_is_judged_or_comes_from_nobody_outside()
    {
        var commands = typeof(ICommand).Assembly.GetTypes().Where(type => typeof(ICommand).IsAssignableFrom(type) && !type.IsAbstract);

        Assert.Equal(
            commands.Select(type => type.FullName).Order(StringComparer.Ordinal),
            Calls.Select(call => call.Command.GetType()).Distinct().Concat(OfTheSimulator.Select(command => command.GetType())).Concat(FromNobody)
                .Select(type => type.FullName).Order(StringComparer.Ordinal));
        Assert.All(OfTheSimulator, command => Assert.Empty(Of(command)));
        Assert.All(FromNobody.Where(type => type.DeclaringType != typeof(PublicDnsCommand)), type =>
            Assert.Throws<UnreachableException>(() => Of((ICommand)RuntimeHelpers.GetUninitializedObject(type))));
    }

    [Fact]
    [Trait("Rule", "§4.4")]
    public void What_the_simulator_is_told_asks_no_policy_even_if_somebody_tells_it() =>
        Assert.All(OfTheSimulator, command =>
            Assert.Equal((Target(command), command), FrontDoor.Admit(Target(command), command, In(Ohio, Consumer, Deploy), World)));

    [Fact]
    [Trait("Rule", "§iam")]
    public void The_roles_that_an_action_belongs_to_are_those_that_ask_about_it() =>
        Assert.All(Calls, call => Assert.All(Of(call.Command), request =>
            Assert.NotEqual(AccountRoles.None, ActionSides.Of(request.Action) & RoleOf(call.Command))));

    [Fact]
    [Trait("Rule", "§4.2")]
    public void Every_request_says_who_calls_and_where()
    {
        var world = new World();
        world.Control(Consumer, Allow());
        var session = $"arn:aws:sts::{Consumer}:assumed-role/deploy/session";

        var request = FrontDoor.RequestsOf(World.Region(Ohio), new RegionCommand.CreateVpc(""), In(Ohio, Consumer, session), world)[0];
        Assert.Equal(
            [
                "aws:principalaccount=444455556666", $"aws:principalarn={Deploy}", "aws:principalorgid=o-a1b2c3d4e5",
                "aws:requestedregion=us-east-2", "ec2:region=us-east-2",
            ],
            Keys(request));
        var opting = FrontDoor.RequestsOf(World.Region(Milan), new RegionCommand.EnableRegion(), In(Ohio, Consumer, session), world)[0];
        Assert.Equal("us-east-1", Assert.Single(opting.Values("aws:RequestedRegion")));
        Assert.Equal("eu-south-1", Assert.Single(opting.Values("account:TargetRegion")));
        Assert.Empty(opting.Values("ec2:Region"));
    }

    [Fact]
    [Trait("Rule", "§4.2")]
    public void The_creation_of_an_endpoint_carries_what_is_known_of_the_service()
    {
        var world = new World();
        var service = world.Service(Ohio, ["use2-az1", "use2-az2"], supported: [Ireland]);
        var endpoint = new NewVpcEndpoint { VpcId = "vpc-1", ServiceName = ServiceName.Make(Ohio, service), ServiceRegion = Ohio, Tags = Web };

        var requests = FrontDoor.RequestsOf(
            World.ConsumerOf(Consumer), new ServiceConsumerCommand.CreateVpcEndpoint(endpoint, null), In(Ireland, Consumer), world);

        string[] known =
        [
            "aws:requesttag/team=web", "aws:tagkeys=team", "ec2:vpcemultiregion=true",
            $"ec2:vpceservicename=com.amazonaws.vpce.us-east-2.{service}", "ec2:vpceserviceowner=111122223333", "ec2:vpceserviceregion=us-east-2",
        ];
        Assert.Equal(known, Special(requests[0]));
        Assert.Empty(Special(requests[1]));
        Assert.Equal(known, Special(requests[2]));
        Assert.Equal(
            ["aws:requesttag/team=web", "aws:tagkeys=team", "ec2:createaction=CreateVpcEndpoint", "ec2:vpcemultiregion=true", "ec2:vpceserviceregion=us-east-2"],
            Special(requests[3]));

        var unknown = endpoint with { ServiceName = ServiceName.Make(Ohio, "vpce-svc-0"), ServiceRegion = null, Tags = Tags.None };
        Assert.Equal(
            ["ec2:vpceservicename=com.amazonaws.vpce.us-east-2.vpce-svc-0", "ec2:vpceserviceregion=eu-west-1"],
            Special(FrontDoor.RequestsOf(
                World.ConsumerOf(Consumer), new ServiceConsumerCommand.CreateVpcEndpoint(unknown, null), In(Ireland, Consumer), world)[0]));
    }

    [Fact]
    [Trait("Rule", "§4.2")]
    public void A_call_to_a_service_carries_its_Regions_and_tags()
    {
        var world = new World();
        var service = world.CreateService(Ohio, [world.LoadBalancer(Ohio, "use2-az1", "use2-az2")], supported: [Ireland])
            .Gives<EndpointServiceReply.ServiceCreated>().ServiceId;

        Assert.Equal(
            ["ec2:vpcemultiregion=true", "ec2:vpcesupportedregion=eu-west-1,us-east-2"], OfService(new EndpointServiceCommand.AcceptConnection("vpce-0")));
        Assert.Equal(
            [
                "aws:requesttag/team=web", "aws:tagkeys=team", "ec2:vpcemultiregion=true", "ec2:vpceserviceregion=us-east-2",
                "ec2:vpcesupportedregion=eu-west-1,us-east-2",
            ],
            OfService(new EndpointServiceCommand.CreateTags(Web)));
        Assert.Equal(["aws:requesttag/team=web", "aws:tagkeys=Cost,team"], OfService(new EndpointServiceCommand.DeleteTags(NoWeb)));
        Assert.Equal(
            ["ec2:vpcemultiregion=true", "ec2:vpceserviceregion=us-east-2"],
            OfService(new EndpointServiceCommand.CreateConnectionNotification("", [], null)));
        Assert.Empty(FrontDoor.RequestsOf(World.ServiceOf(service), new EndpointServiceCommand.Delete(), In(Ohio, Stranger), world).SelectMany(Special));

        var change = new EndpointServiceChange { PrivateDnsName = "api.example.com" };
        Assert.Equal(
            ["ec2:vpcemultiregion=true", "ec2:vpceserviceprivatednsname=api.example.com", "ec2:vpcesupportedregion=eu-west-1,us-east-2"],
            Modify(change));
        Assert.Equal(
            ["ec2:vpcemultiregion=true", "ec2:vpcesupportedregion=eu-west-1"],
            Modify(new EndpointServiceChange { RemoveSupportedRegions = [Ireland] }));

        string[] OfService(EndpointServiceCommand command) =>
            Special(FrontDoor.RequestsOf(World.ServiceOf(service), command, In(Ohio, Provider), world)[0]);

        string[] Modify(EndpointServiceChange change) => Special(FrontDoor.RequestsOf(
            World.ProviderOf(Provider), new ServiceProviderCommand.ModifyVpcEndpointServiceConfiguration(service, change), In(Ohio, Provider), world)[0]);
    }

    [Fact]
    [Trait("Rule", "§4.2")]
    public void The_creation_of_a_service_carries_each_Region_that_it_names_by_itself()
    {
        var service = new NewEndpointService { SupportedRegions = [Ireland, Ohio], PrivateDnsName = "api.example.com" };
        var requests = Of(new ServiceProviderCommand.CreateVpcEndpointServiceConfiguration(service, null));

        Assert.Equal(
            ["ec2:CreateVpcEndpointServiceConfiguration eu-west-1", "ec2:CreateVpcEndpointServiceConfiguration us-east-2", "vpce:AllowMultiRegion eu-west-1"],
            requests.Select(each => $"{each.Action} {Assert.Single(each.Values("ec2:VpceSupportedRegion"))}"));
        Assert.All(requests, each => Assert.Equal(
            ["ec2:vpcemultiregion=true", "ec2:vpceserviceprivatednsname=api.example.com", "ec2:vpceserviceregion=us-east-2"],
            Special(each).Where(key => !key.StartsWith("ec2:vpcesupported", StringComparison.Ordinal))));
        Assert.Contains(
            "ec2:vpcemultiregion=false",
            Special(Of(new ServiceProviderCommand.CreateVpcEndpointServiceConfiguration(new NewEndpointService { SupportedRegions = [Ohio] }, null))[0]));
    }

    [Fact]
    [Trait("Rule", "§4.2")]
    public void A_call_to_an_endpoint_carries_its_service_and_its_tags()
    {
        var world = new World();
        var service = world.Service(Ohio, ["use2-az1", "use2-az2"], supported: [Ireland]);
        var network = world.Lay(Ireland, Consumer, "euw1-az1");
        var name = ServiceName.Make(Ohio, service);
        var endpoint = world.Send(
            World.ConsumerOf(Consumer),
            new ServiceConsumerCommand.CreateVpcEndpoint(
                new NewVpcEndpoint { VpcId = network.VpcId, ServiceName = name, ServiceRegion = Ohio, SubnetIds = network.SubnetIds, Tags = Web }, null),
            In(Ireland, Consumer)).Gives<InterfaceEndpointReply.VpcEndpointCreated>().VpcEndpointId;
        string[] tags = ["aws:resourcetag/team=web"];
        string[] ec2Tags = ["ec2:resourcetag/team=web"];

        Assert.Equal(
            [.. tags, .. ec2Tags, "ec2:vpcemultiregion=true", $"ec2:vpceservicename={name}", "ec2:vpceserviceregion=us-east-2"],
            OfEndpoint(new InterfaceEndpointCommand.Delete()));
        Assert.Equal(
            [.. tags, .. ec2Tags, "ec2:vpcemultiregion=true", "ec2:vpceserviceregion=us-east-2"],
            OfEndpoint(new InterfaceEndpointCommand.Modify(new VpcEndpointChange())));
        Assert.Equal(
            [.. tags, .. ec2Tags, "ec2:vpcemultiregion=true"], OfEndpoint(new InterfaceEndpointCommand.DeleteConnectionNotification("")));
        Assert.Empty(FrontDoor.RequestsOf(World.EndpointOf(endpoint), new InterfaceEndpointCommand.Delete(), In(Ohio, Consumer), world).SelectMany(Special));

        string[] OfEndpoint(InterfaceEndpointCommand command) =>
            Special(FrontDoor.RequestsOf(World.EndpointOf(endpoint), command, In(Ireland, Consumer), world)[0]);
    }

    [Theory]
    [Trait("Rule", "§4.2")]
    [InlineData(true, true, null, true)]
    [InlineData(true, true, false, false)]
    [InlineData(true, false, null, false)]
    [InlineData(false, true, null, false)]
    [InlineData(false, false, true, true)]
    public void Private_dns_at_creation_needs_the_permission_to_associate_a_hosted_zone(bool byDefault, bool verified, bool? asked, bool isAsked)
    {
        var world = new World(new Settings { PrivateDnsEnabledByDefault = byDefault });
        var service = verified ? world.VerifiedService("api.example.com") : world.Service(Ohio, ["use2-az1"]);
        var endpoint = new NewVpcEndpoint { VpcId = "vpc-1", ServiceName = ServiceName.Make(Ohio, service), PrivateDnsEnabled = asked };

        var requests = FrontDoor.RequestsOf(
            World.ConsumerOf(Consumer), new ServiceConsumerCommand.CreateVpcEndpoint(endpoint, null), In(Ohio, Consumer), world);

        Assert.Equal(isAsked, requests.Any(each => each.Action == "route53:AssociateVPCWithHostedZone"));
    }

    [Theory]
    [Trait("Rule", "§4.2")]
    [InlineData(null, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void Private_dns_that_is_turned_on_needs_the_permission_to_associate_a_hosted_zone(bool? wanted, bool isAsked) =>
        Assert.Equal(
            isAsked,
            Of(new InterfaceEndpointCommand.Modify(new VpcEndpointChange { PrivateDnsEnabled = wanted }))
                .Any(each => each.Action == "route53:AssociateVPCWithHostedZone"));

    [Fact]
    [Trait("Rule", "§2.16/create")]
    public void Tags_given_at_creation_need_the_permission_to_tag()
    {
        var world = new World();
        var service = world.Service(Ohio, ["use2-az1"]);
        var network = world.Lay(Ohio, Consumer, "use2-az1");
        var maker = world.Role(Consumer, "maker", Allow("ec2:CreateVpcEndpoint"));
        var tagger = world.Role(
            Consumer,
            "tagger",
            Allow("ec2:CreateVpcEndpoint"),
            Allow("ec2:CreateTags", condition: """ "StringEquals": { "ec2:CreateAction": "CreateVpcEndpoint", "aws:RequestTag/team": "web" } """));

        Assert.Contains(
            "is not authorized to perform: ec2:CreateTags", Create(maker, Web).IsRefused("§2.16/create", "UnauthorizedOperation"), StringComparison.Ordinal);
        Create(tagger, Tags.None.Add("team", "db")).IsRefused("§2.16/create", "UnauthorizedOperation");
        Create(maker, Tags.None).IsAccepted();
        var endpoint = Create(tagger, Web).Gives<InterfaceEndpointReply.VpcEndpointCreated>().VpcEndpointId;
        world.Call(World.EndpointOf(endpoint), new InterfaceEndpointCommand.CreateTags(Web), In(Ohio, Consumer, tagger))
            .IsRefused("§4.4", "UnauthorizedOperation");

        Outcome Create(string principal, ImmutableSortedDictionary<string, string> tags) => world.Call(
            World.ConsumerOf(Consumer),
            new ServiceConsumerCommand.CreateVpcEndpoint(
                new NewVpcEndpoint { VpcId = network.VpcId, ServiceName = ServiceName.Make(Ohio, service), SubnetIds = network.SubnetIds, Tags = tags }, null),
            In(Ohio, Consumer, principal));
    }

    private static ImmutableArray<AuthorizationRequest> Of(ICommand command) =>
        FrontDoor.RequestsOf(Target(command), command, In(Ohio, Consumer, Deploy), World);

    private static AccountRoles RoleOf(ICommand command) =>
        command is ServiceProviderCommand or EndpointServiceCommand or LoadBalancerCommand or TargetGroupCommand ? AccountRoles.Provider : AccountRoles.Consumer;

    private static EntityId Target(ICommand command) => command switch
    {
        ServiceProviderCommand => World.ProviderOf(Consumer),
        ServiceConsumerCommand => World.ConsumerOf(Consumer),
        EndpointServiceCommand => World.ServiceOf("vpce-svc-0"),
        InterfaceEndpointCommand => World.EndpointOf("vpce-0"),
        LoadBalancerCommand => World.LoadBalancerOf(Arn),
        TargetGroupCommand => World.TargetGroupOf(OneGroup),
        VpcCommand => World.Vpc("vpc-1"),
        RegionCommand => World.Region(Ohio),
        IamCommand => IamState.Of(Consumer),
        HostedZonesCommand => HostedZonesState.Of(Consumer),
        _ => PublicDnsState.Internet,
    };

    private static string Short(string resource)
    {
        const string start = $"arn:aws:ec2:us-east-2:{Consumer}:";
        return resource.StartsWith(start, StringComparison.Ordinal) ? resource[start.Length..] : resource;
    }

    private static string[] Keys(AuthorizationRequest request) => [.. request.Keys.Select(key => $"{key.Key}={string.Join(',', key.Value)}")];

    /// <summary>The keys besides those that every request has.</summary>
    private static string[] Special(AuthorizationRequest request) =>
    [
        .. Keys(request).Where(key =>
            !key.StartsWith("aws:principal", StringComparison.Ordinal)
            && !key.StartsWith("aws:requestedregion", StringComparison.Ordinal)
            && !key.StartsWith("ec2:region", StringComparison.Ordinal)),
    ];
}
