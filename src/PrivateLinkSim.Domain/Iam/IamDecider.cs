using System.Collections.Immutable;
using System.Diagnostics;

namespace PrivateLinkSim.Domain;

/// <summary>
/// The rules of an account's users, roles, keys and managed policies (§iam). What they may do is judged by the account in its two roles,
/// which hear of every policy that is in force.
/// </summary>
public sealed class IamDecider : IDecider<IamCommand, IamEvent, IamState>
{
    private IamDecider()
    {
    }

    public static IamState Initial => IamState.Initial;

    public static Decision<IamEvent> Decide(IamState state, IamCommand command, in Context context) => command switch
    {
        IamCommand.CreatePrincipal create => IamPrincipals.Create(state, create, context),
        IamCommand.DeletePrincipal delete => IamPrincipals.Delete(state, delete),
        IamCommand.UpdateRole update => IamPrincipals.Update(state, update),
        IamCommand.SetTrustPolicy set => IamPrincipals.SetTrust(state, set),
        IamCommand.TagPrincipal tag => IamPrincipals.Tag(state, tag),
        IamCommand.UntagPrincipal untag => IamPrincipals.Untag(state, untag),
        IamCommand.SetPolicy set => IamPrincipals.SetPolicy(state, set),
        IamCommand.SetPermissionsBoundary set => IamPrincipals.SetBoundary(state, set),
        IamCommand.AttachPolicy attach => IamPrincipals.Attach(state, attach),
        IamCommand.DetachPolicy detach => IamPrincipals.Detach(state, detach),
        IamCommand.CreateAccessKey create => IamKeys.Create(state, create, context),
        IamCommand.UpdateAccessKey update => IamKeys.Update(state, update),
        IamCommand.DeleteAccessKey delete => IamKeys.Delete(state, delete),
        IamCommand.CreatePolicy create => ManagedPolicies.Create(state, create, context),
        IamCommand.DeletePolicy delete => ManagedPolicies.Delete(state, delete),
        IamCommand.CreatePolicyVersion create => ManagedPolicies.CreateVersion(state, create, context),
        IamCommand.SetDefaultPolicyVersion set => ManagedPolicies.SetDefault(state, set, context),
        IamCommand.DeletePolicyVersion delete => ManagedPolicies.DeleteVersion(state, delete),
        IamCommand.TagPolicy tag => ManagedPolicies.Tag(state, tag),
        IamCommand.UntagPolicy untag => ManagedPolicies.Untag(state, untag),
        _ => throw new UnreachableException($"Iam has no rule for {command.GetType().Name}."),
    };

    public static IamState Evolve(IamState state, IamEvent fact) =>
        IamPrincipals.Evolve(state, fact) ?? IamKeys.Evolve(state, fact) ?? ManagedPolicies.Evolve(state, fact)
        ?? throw new UnreachableException($"Iam gives no meaning to {fact.GetType().Name}.");

    public static ImmutableArray<Message> React(EntityId self, IamState state, IamEvent fact, Moment now) => fact switch
    {
        IamEvent.PrincipalCreated { Principal.PermissionsBoundaryArn: { } boundary } created =>
            [.. Declared(self, created.PrincipalArn), .. Bounded(self, created.PrincipalArn, state.DocumentOf(boundary))],
        IamEvent.PrincipalCreated created => Declared(self, created.PrincipalArn),
        IamEvent.PrincipalDeleted deleted => Both(
            self, new ServiceProviderCommand.ForgetPrincipal(deleted.PrincipalArn), new ServiceConsumerCommand.ForgetPrincipal(deleted.PrincipalArn)),
        IamEvent.PolicySet set => Given(self, set.PrincipalArn, set.PolicyName, set.Document),
        IamEvent.PermissionsBoundarySet set => Bounded(self, set.PrincipalArn, set.PolicyArn is { } arn ? state.DocumentOf(arn) : set.Document),
        IamEvent.PolicyAttached attached => Given(self, attached.PrincipalArn, attached.PolicyArn, state.DocumentOf(attached.PolicyArn)),
        IamEvent.PolicyDetached detached => Given(self, detached.PrincipalArn, detached.PolicyArn, null),
        IamEvent.PolicyVersionCreated { IsDefault: true } created => Changed(self, state, created.PolicyArn),
        IamEvent.DefaultPolicyVersionSet set => Changed(self, state, set.PolicyArn),
        _ => [],
    };

    // A managed policy is in force as one of the principal's own that is named by its ARN, which no inline policy can be.
    private static ImmutableArray<Message> Changed(EntityId self, IamState state, string policyArn) =>
    [
        .. state.AttachedTo(policyArn).SelectMany(principal => Given(self, principal, policyArn, state.DocumentOf(policyArn))),
        .. state.BoundedBy(policyArn).SelectMany(principal => Bounded(self, principal, state.DocumentOf(policyArn))),
    ];

    private static ImmutableArray<Message> Declared(EntityId self, string principalArn) =>
        Both(self, new ServiceProviderCommand.DeclarePrincipal(principalArn), new ServiceConsumerCommand.DeclarePrincipal(principalArn));

    private static ImmutableArray<Message> Given(EntityId self, string principalArn, string name, string? document) => Both(
        self,
        new ServiceProviderCommand.SetIdentityPolicy(principalArn, name, document),
        new ServiceConsumerCommand.SetIdentityPolicy(principalArn, name, document));

    private static ImmutableArray<Message> Bounded(EntityId self, string principalArn, string? document) => Both(
        self,
        new ServiceProviderCommand.SetPermissionsBoundary(principalArn, document),
        new ServiceConsumerCommand.SetPermissionsBoundary(principalArn, document));

    private static ImmutableArray<Message> Both(EntityId self, ServiceProviderCommand provider, ServiceConsumerCommand consumer) =>
    [
        new Message.Tell(new EntityId(EntityKind.ServiceProvider, self.Key), provider),
        new Message.Tell(new EntityId(EntityKind.ServiceConsumer, self.Key), consumer),
    ];
}
