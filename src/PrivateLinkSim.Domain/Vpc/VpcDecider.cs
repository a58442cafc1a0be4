using System.Collections.Immutable;
using System.Diagnostics;

namespace PrivateLinkSim.Domain;

/// <summary>
/// The rules of a VPC: whose it is, what lies in it, and who must hear of a zone's health. <see cref="SubnetRules"/> divides it,
/// <see cref="SecurityGroupRules"/> keeps its groups, <see cref="PlacementRules"/> gives places in it (R5, §2.11).
/// </summary>
public sealed class VpcDecider : IDecider<VpcCommand, VpcEvent, VpcState>
{
    private VpcDecider()
    {
    }

    public static VpcState Initial => VpcState.Initial;

    public static Decision<VpcEvent> Decide(VpcState state, VpcCommand command, in Context context)
    {
        var self = context.Self.Key;

        // Only calls from outside have a caller, and what they name must be the caller's own: the VPC, or the subnet or group in it.
        if (context.Caller is { } caller && RefuseVpc(state, caller.Account, caller.Region, self) is { } refused)
        {
            return command switch
            {
                VpcCommand.AssociateSubnetCidrBlock associate => SubnetRules.NotFound(associate.SubnetId),
                VpcCommand.DeleteSubnet delete => SubnetRules.NotFound(delete.SubnetId),
                VpcCommand.DeleteSecurityGroup delete => SecurityGroupRules.NotFound(delete.GroupId),
                VpcCommand.AuthorizeIngress authorize => SecurityGroupRules.NotFound(authorize.GroupId),
                VpcCommand.RevokeIngress revoke => SecurityGroupRules.NotFound(revoke.GroupId),
                VpcCommand.AuthorizeEgress authorize => SecurityGroupRules.NotFound(authorize.GroupId),
                VpcCommand.RevokeEgress revoke => SecurityGroupRules.NotFound(revoke.GroupId),
                VpcCommand.ModifyRules modify => SecurityGroupRules.NotFound(modify.GroupId),
                VpcCommand.DescribeRules describe => SecurityGroupRules.NotFound(describe.GroupId),
                VpcCommand.ModifySubnetAttribute modify => SubnetRules.NotFound(modify.SubnetId),
                VpcCommand.CreateTags create => VpcParts.NotFound(create.ResourceId),
                VpcCommand.DeleteTags delete => VpcParts.NotFound(delete.ResourceId),
                _ => refused,
            };
        }

        return command switch
        {
            VpcCommand.Create create => Create(create, context),
            VpcCommand.AssociateIpv6CidrBlock => SubnetRules.AssociateWithVpc(state, context),
            VpcCommand.ModifyAttribute modify => ModifyAttribute(state, modify),
            VpcCommand.Delete => Delete(state, self),
            VpcCommand.CreateSubnet create => SubnetRules.Create(state, create, context),
            VpcCommand.AssociateSubnetCidrBlock associate => SubnetRules.Associate(state, associate, self),
            VpcCommand.DeleteSubnet delete => SubnetRules.Delete(state, delete.SubnetId),
            VpcCommand.CreateSecurityGroup create => SecurityGroupRules.Create(state, create, context),
            VpcCommand.DeleteSecurityGroup delete => SecurityGroupRules.Delete(state, delete.GroupId),
            VpcCommand.AuthorizeIngress authorize => InboundRules.Authorize(state, authorize, context.Facts.Settings),
            VpcCommand.RevokeIngress revoke => InboundRules.Revoke(state, revoke),
            VpcCommand.AuthorizeEgress authorize => OutboundRules.Authorize(state, authorize, context.Facts.Settings),
            VpcCommand.RevokeEgress revoke => OutboundRules.Revoke(state, revoke),
            VpcCommand.ModifyRules modify => SecurityGroupRules.Modify(state, modify),
            VpcCommand.DescribeRules describe => SecurityGroupRules.Describe(state, describe),
            VpcCommand.ModifySubnetAttribute modify => SubnetRules.Modify(state, modify),
            VpcCommand.CreateTags create => VpcTags.Create(state, self, create, context.Facts.Settings),
            VpcCommand.DeleteTags delete => VpcTags.Delete(state, self, delete),
            VpcCommand.DeclareInboundRules declare => InboundRules.Declare(state, declare),
            VpcCommand.SetNetworkAcl set => state.Subnets.ContainsKey(set.SubnetId)
                ? Decision<VpcEvent>.Accept(new VpcEvent.NetworkAclSet(set.SubnetId, set.NetworkAcl))
                : SubnetRules.NotFound(set.SubnetId),
            VpcCommand.ConfirmOwner confirm => state.Account == confirm.Account && state.Region == confirm.Region
                ? Decision<VpcEvent>.Accept()
                : new Rejection("ValidationError", $"The VPC ID '{self}' is not found", "§2.14/group"),
            VpcCommand.ReserveAddresses reserve => Reserve(state, reserve, context),
            VpcCommand.ReviseAddresses revise => Revise(state, revise, context),
            VpcCommand.RestoreAddresses restore => state.Former.ContainsKey(restore.Holder.ToString())
                ? Decision<VpcEvent>.Accept(new VpcEvent.AddressesRestored(restore.Holder))
                : Decision<VpcEvent>.Accept(),
            VpcCommand.ReleaseAddresses release => state.Holders.ContainsKey(release.Holder.ToString())
                ? Decision<VpcEvent>.Accept(new VpcEvent.AddressesReleased(release.Holder))
                : Decision<VpcEvent>.Accept(),
            VpcCommand.LearnZoneHealth learn => state.Exists
                ? Decision<VpcEvent>.Accept(new VpcEvent.ZoneHealthChanged(learn.ZoneIds, learn.Healthy))
                : Decision<VpcEvent>.Accept(),
            VpcCommand.DelayDns delay =>
                !state.Exists ? FaultEffect.ChangesNothing<VpcEvent>("the VPC does not exist.")
                : state.DnsDelay is not null ? FaultEffect.ChangesNothing<VpcEvent>("DNS answers are late in the VPC already.")
                : Decision<VpcEvent>.Accept(new VpcEvent.DnsDelayBegan(delay.Seconds, context.Now + delay.Duration)),
            VpcCommand.EndDnsDelay => state.DnsDelay is not null
                ? Decision<VpcEvent>.Accept(new VpcEvent.DnsDelayEnded())
                : FaultEffect.ChangesNothing<VpcEvent>("DNS answers are not late in the VPC."),
            _ => throw new UnreachableException($"Vpc has no rule for {command.GetType().Name}."),
        };
    }

    public static VpcState Evolve(VpcState state, VpcEvent fact) => fact switch
    {
        VpcEvent.Created created => state with
        {
            Account = created.Account,
            Region = created.Region,
            CidrBlock = CidrBlock.TryParse(created.CidrBlock, out var block) ? block : throw new FormatException($"'{created.CidrBlock}' is no CIDR block."),
            Ipv6CidrBlock = created.Ipv6CidrBlock,
            ZoneNames = created.ZoneNames,
            UnhealthyZones = state.UnhealthyZones.Union(created.UnhealthyZones),
            DefaultSecurityGroupId = created.DefaultSecurityGroupId,
            SecurityGroups = created.DefaultSecurityGroupId is { } group
                ? state.SecurityGroups.Add(group, SecurityGroupRules.DefaultName)
                : state.SecurityGroups,
            SecurityGroupsMade = created.DefaultSecurityGroupId is null ? 0 : 1,
        },
        VpcEvent.Ipv6CidrBlockAssociated associated => state with { Ipv6CidrBlock = associated.Ipv6CidrBlock },
        VpcEvent.AttributesModified modified => state with
        {
            EnableDnsSupport = modified.EnableDnsSupport,
            EnableDnsHostnames = modified.EnableDnsHostnames,
        },
        VpcEvent.Deleted => state with { Account = "", DnsDelay = null },
        VpcEvent.SubnetCreated or VpcEvent.SubnetCidrBlockAssociated or VpcEvent.SubnetAttributesModified or VpcEvent.SubnetDeleted => SubnetRules.Evolve(state, fact),
        VpcEvent.SecurityGroupCreated created => state with
        {
            SecurityGroups = state.SecurityGroups.Add(created.GroupId, created.GroupName),
            SecurityGroupsMade = state.SecurityGroupsMade + 1,
            Details = created.Description is { } description
                ? state.Known with { GroupDescriptions = state.Known.GroupDescriptions.Add(created.GroupId, description) }
                : state.Details,
        },
        VpcEvent.SecurityGroupDeleted deleted => state with
        {
            SecurityGroups = state.SecurityGroups.Remove(deleted.GroupId),
            InboundRules = state.InboundRules.Remove(deleted.GroupId),
            Details = state.RulesOf(deleted.GroupId).Aggregate(state.Details?.Without(deleted.GroupId), (known, rule) => known?.Without(rule.RuleId)),
        },
        VpcEvent.InboundRulesDeclared or VpcEvent.IngressAuthorized or VpcEvent.IngressRevoked => InboundRules.Evolve(state, fact),
        VpcEvent.EgressAuthorized authorized => OutboundRules.Evolve(state, authorized),
        VpcEvent.EgressRevoked revoked => OutboundRules.Evolve(state, revoked),
        VpcEvent.SecurityGroupRulesModified modified => SecurityGroupRules.Evolve(state, modified),
        VpcEvent.TagsCreated created => state with { Details = VpcTags.Evolve(state.Known, created) },
        VpcEvent.TagsDeleted deleted => state with { Details = VpcTags.Evolve(state.Known, deleted) },
        VpcEvent.NetworkAclSet set => state with { NetworkAcls = state.NetworkAcls.SetItem(set.SubnetId, set.NetworkAcl) },
        VpcEvent.ZoneHealthChanged changed => state with
        {
            UnhealthyZones = changed.Healthy
                ? state.UnhealthyZones.Except(changed.ZoneIds)
                : state.UnhealthyZones.Union(changed.ZoneIds),
        },
        VpcEvent.DnsDelayBegan began => state with { DnsDelay = new DnsDelay(began.Seconds, began.Until) },
        VpcEvent.DnsDelayEnded => state with { DnsDelay = null },
        _ => Places.Evolve(state, fact),
    };

    public static ImmutableArray<Deadline<VpcCommand>> Deadlines(VpcState state) =>
        state.DnsDelay is { } delay ? [new("dns-delay", delay.Until, new VpcCommand.EndDnsDelay())] : [];

    public static ImmutableArray<Message> React(EntityId self, VpcState state, VpcEvent fact, Moment now) =>
        fact switch
        {
            VpcEvent.ZoneHealthChanged changed => [.. TellHolders(state, changed)],
            VpcEvent.Ipv6CidrBlockAssociated => [.. TellReady(state, null)],
            VpcEvent.SubnetCidrBlockAssociated associated => [.. TellReady(state, associated.SubnetId)],
            _ => [],
        };

    private static Decision<VpcEvent> Create(VpcCommand.Create create, in Context context)
    {
        var group = context.Draws.Id(SecurityGroupRules.IdPrefix, 0);
        return Decision<VpcEvent>.Accept(
            [
                new VpcEvent.Created(create.Account, create.Region, create.CidrBlock, create.Ipv6CidrBlock, group, create.ZoneNames, create.UnhealthyZones),
                .. create.FiltersFromTheStart ? new[] { new VpcEvent.InboundRulesDeclared(group, InboundRules.FromTheStart(group, group)) } : [],
                .. VpcTags.AtCreation(context.Self.Key, create.Tags),
            ],
            new VpcReply.VpcCreated(context.Self.Key, group, create.Ipv6CidrBlock));
    }

    private static Decision<VpcEvent> ModifyAttribute(VpcState state, VpcCommand.ModifyAttribute modify)
    {
        var (support, hostnames) = (modify.EnableDnsSupport ?? state.EnableDnsSupport, modify.EnableDnsHostnames ?? state.EnableDnsHostnames);
        return (support, hostnames) == (state.EnableDnsSupport, state.EnableDnsHostnames)
            ? Decision<VpcEvent>.Accept()
            : Decision<VpcEvent>.Accept(new VpcEvent.AttributesModified(support, hostnames));
    }

    private static Decision<VpcEvent> Delete(VpcState state, string vpcId) =>
        state.Subnets.IsEmpty && state.Holders.IsEmpty && state.SecurityGroups.Keys.All(group => group == state.DefaultSecurityGroupId)
            ? Decision<VpcEvent>.Accept(new VpcEvent.Deleted())
            : new Rejection("DependencyViolation", $"The vpc '{vpcId}' has dependencies and cannot be deleted.", "§vpc/use");

    private static Decision<VpcEvent> Reserve(VpcState state, VpcCommand.ReserveAddresses reserve, in Context context)
    {
        var rules = new PlacementRules(state, context.Self.Key, reserve.Holder, reserve.Placement, context.Facts.Settings);
        return (RefuseVpc(state, reserve.Account, reserve.Region, context.Self.Key) ?? rules.RefuseNew() ?? rules.Refuse()) is { } refused
            ? refused
            : Decision<VpcEvent>.Accept([new VpcEvent.AddressesReserved(reserve.Holder, rules.Holding)], rules.Reply);
    }

    // A revision is written down even where it changes nothing: a restoration undoes the last one.
    private static Decision<VpcEvent> Revise(VpcState state, VpcCommand.ReviseAddresses revise, in Context context)
    {
        var rules = new PlacementRules(state, context.Self.Key, revise.Holder, revise.Placement, context.Facts.Settings);
        return rules.Refuse() is { } refused
            ? refused
            : Decision<VpcEvent>.Accept([new VpcEvent.AddressesRevised(revise.Holder, rules.Holding)], rules.Reply);
    }

    private static Rejection? RefuseVpc(VpcState state, string account, string region, string vpcId) =>
        state.Exists && state.Account == account && state.Region == region
            ? null
            : new Rejection("InvalidVpcID.NotFound", $"The vpc ID '{vpcId}' does not exist", "§vpc");

    // The block that came now was missing before: whoever is ready now was not.
    private static IEnumerable<Message> TellReady(VpcState state, string? subnetId) =>
        from holder in state.Holders
        let id = EntityId.Parse(holder.Key)
        let subnets = holder.Value.Addresses.Select(held => held.SubnetId)
        where id.Kind == EntityKind.LoadBalancer
            && (subnetId is null || subnets.Contains(subnetId, StringComparer.Ordinal))
            && state.IsIpv6Ready(subnets)
        select new Message.Tell(id, new LoadBalancerCommand.LearnIpv6Ready(true));

    private static IEnumerable<Message> TellHolders(VpcState state, VpcEvent.ZoneHealthChanged changed) =>
        from holder in state.Holders
        let zones = holder.Value.Addresses
            .Select(held => state.Subnets[held.SubnetId].ZoneId)
            .Where(zone => changed.ZoneIds.Contains(zone, StringComparer.Ordinal))
            .ToImmutableArray()
        where !zones.IsEmpty
        let id = EntityId.Parse(holder.Key)
        select new Message.Tell(
            id,
            id.Kind == EntityKind.LoadBalancer
                ? new LoadBalancerCommand.LearnZoneHealth(zones, changed.Healthy)
                : new InterfaceEndpointCommand.LearnZoneHealth(zones, changed.Healthy));
}
