using System.Collections.Immutable;

namespace PrivateLinkSim.Domain.Tests;

/// <content>Calls that come in by the door, and the policies that it looks at.</content>
internal sealed partial class World
{
    public static EntityId ProviderOf(string account) => new(EntityKind.ServiceProvider, account);

    public static EntityId ConsumerOf(string account) => new(EntityKind.ServiceConsumer, account);

    /// <summary>As <see cref="Send"/>, if the door lets it in.</summary>
    public Outcome Call(EntityId to, ICommand command, Caller caller)
    {
        var (target, admitted) = FrontDoor.Admit(to, command, caller, this);
        return Send(target, admitted, caller);
    }

    /// <summary>As <see cref="Call"/>, with the flag DryRun.</summary>
    public Outcome DryRun(EntityId to, ICommand command, Caller caller)
    {
        var (target, admitted) = FrontDoor.AdmitDryRun(to, command, caller, this);
        return Send(target, admitted, caller);
    }

    /// <summary>A role of an account with a policy of these statements, stated to both of the account's roles; gives its ARN.</summary>
    public string Role(string account, string name, params string[] statements)
    {
        var arn = Accounts.Role(account, name);
        Both(account, new ServiceProviderCommand.DeclarePrincipal(arn), new ServiceConsumerCommand.DeclarePrincipal(arn));
        if (statements.Length > 0)
        {
            var text = Policies.Text(statements);
            Both(
                account,
                new ServiceProviderCommand.SetIdentityPolicy(arn, "own", text),
                new ServiceConsumerCommand.SetIdentityPolicy(arn, "own", text));
        }

        return arn;
    }

    public void Bound(string account, string principalArn, params string[] statements)
    {
        var text = Policies.Text(statements);
        Both(
            account,
            new ServiceProviderCommand.SetPermissionsBoundary(principalArn, text),
            new ServiceConsumerCommand.SetPermissionsBoundary(principalArn, text));
    }

    /// <summary>The account is in the organization <c>o-a1b2c3d4e5</c>, with one service control policy of these statements.</summary>
    public void Control(string account, params string[] statements)
    {
        var policies = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add("guard-rails", Policies.Text(statements));
        Both(
            account,
            new ServiceProviderCommand.SetServiceControlPolicies("o-a1b2c3d4e5", policies),
            new ServiceConsumerCommand.SetServiceControlPolicies("o-a1b2c3d4e5", policies));
    }

    private void Both(string account, ServiceProviderCommand provider, ServiceConsumerCommand consumer)
    {
        Send(ProviderOf(account), provider).IsAccepted();
        Send(ConsumerOf(account), consumer).IsAccepted();
    }
}
