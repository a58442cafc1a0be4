using System.Collections.Immutable;
using static PrivateLinkSim.Domain.Tests.Accounts;
using static PrivateLinkSim.Domain.Tests.Policies;

namespace PrivateLinkSim.Domain.Tests;

/// <summary>The users, roles and policies of an account, in both of its roles.</summary>
public sealed class AccountPoliciesSpec
{
    private const string Malformed = """{ "Statement": [] }""";
    private static readonly string Deploy = Role(Consumer, "deploy");
    private static readonly string Alice = $"arn:aws:iam::{Consumer}:user/alice";
    private readonly World _world = new();

    public static TheoryData<EntityKind> Roles => [EntityKind.ServiceProvider, EntityKind.ServiceConsumer];

    [Theory]
    [Trait("Rule", "§iam")]
    [MemberData(nameof(Roles))]
    public void A_user_or_role_is_declared_once(EntityKind role)
    {
        Declare(role, Deploy).IsAccepted();
        Declare(role, Alice).IsAccepted();

        Assert.Equal([Deploy, Alice], Of(role).Principals.Keys);
        Assert.Equal("Role with name deploy already exists.", Declare(role, Deploy).IsRefused("§iam", "EntityAlreadyExists"));
        Assert.Equal("User with name alice already exists.", Declare(role, Alice).IsRefused("§iam", "EntityAlreadyExists"));
    }

    [Theory]
    [Trait("Rule", "§iam")]
    [InlineData("*")]
    [InlineData("deploy")]
    [InlineData("arn:aws:iam::444455556666:root")]
    [InlineData("arn:aws:iam::444455556666:group/all")]
    [InlineData("arn:aws:iam::444455556666:role/path/deploy")]
    [InlineData("arn:aws:iam::111122223333:role/deploy")]
    public void Only_a_user_or_role_of_the_account_can_be_declared(string principal)
    {
        Declare(EntityKind.ServiceConsumer, principal).IsRefused("§iam", "ValidationError");
        Assert.Contains($"'{principal}'", Declare(EntityKind.ServiceProvider, principal).IsRefused("§iam", "ValidationError"), StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Rule", "§iam")]
    [MemberData(nameof(Roles))]
    public void A_policy_is_put_on_a_principal_that_exists(EntityKind role)
    {
        Assert.Equal(
            "The role with name deploy cannot be found.", Put(role, Deploy, "a", Text(Allow())).IsRefused("§iam", "NoSuchEntity"));
        Assert.Equal("The user with name alice cannot be found.", Bound(role, Alice, Text(Allow())).IsRefused("§iam", "NoSuchEntity"));

        Declare(role, Deploy).IsAccepted();
        Put(role, Deploy, "a", Text(Allow())).IsAccepted();
        Bound(role, Deploy, Text(Allow("s3:*"))).IsAccepted();
        Assert.Equal(PolicyKind.PermissionsBoundary, Of(role).Evaluate(Deploy, Request).DeniedBy);
        Bound(role, Deploy, null).IsAccepted();
        Bound(role, Deploy, null).IsAccepted();
        Assert.True(Of(role).Evaluate(Deploy, Request).IsAllowed);
    }

    [Theory]
    [Trait("Rule", "§iam")]
    [MemberData(nameof(Roles))]
    public void A_policy_that_is_deleted_must_be_there(EntityKind role)
    {
        Declare(role, Deploy).IsAccepted();
        Put(role, Deploy, "a", Text(Allow())).IsAccepted();

        Put(role, Deploy, "a", null).IsAccepted();

        Assert.False(Of(role).Evaluate(Deploy, Request).IsAllowed);
        Assert.Equal("The role policy with name a cannot be found.", Put(role, Deploy, "a", null).IsRefused("§iam", "NoSuchEntity"));
    }

    [Theory]
    [Trait("Rule", "§iam")]
    [MemberData(nameof(Roles))]
    public void A_document_must_be_a_policy(EntityKind role)
    {
        Declare(role, Deploy).IsAccepted();

        Assert.Equal(Problem(Malformed), Put(role, Deploy, "a", Malformed).IsRefused("§iam", "MalformedPolicyDocument"));
        Assert.Equal(Problem(Malformed), Bound(role, Deploy, Malformed).IsRefused("§iam", "MalformedPolicyDocument"));
        Assert.Equal(
            $"The service control policy 'b' is malformed: {Problem(Malformed)}",
            Control(role, ("a", Text(Allow())), ("b", Malformed)).IsRefused("§iam", "MalformedPolicyDocument"));
        Assert.Empty(Of(role).Principals[Deploy].Policies);
        Assert.Empty(Of(role).ServiceControlPolicies);
    }

    [Theory]
    [Trait("Rule", "§iam")]
    [MemberData(nameof(Roles))]
    public void Service_control_policies_are_set_all_at_once(EntityKind role)
    {
        Control(role, ("a", Text(Allow())), ("b", Text(Deny("s3:*")))).IsAccepted();
        Control(role, ("c", Text(Allow("s3:*")))).IsAccepted();

        Assert.Equal("o-a1b2c3d4e5", Of(role).OrganizationId);
        Assert.Equal(["c"], Of(role).ServiceControlPolicies.Select(each => each.Name));
        _world.CheckThatHistoriesFoldToTheStates();
    }

    [Fact]
    [Trait("Rule", "§iam")]
    public void Each_role_keeps_of_a_policy_what_bears_on_its_own_calls()
    {
        var deploy = _world.Role(Consumer, "deploy", Allow("ec2:CreateVpcEndpoint"), Deny("ec2:DeleteVpcEndpointServiceConfigurations"), Allow("ec2:*"));

        Assert.Equal([1, 3], Indexes(EntityKind.ServiceConsumer));
        Assert.Equal([2, 3], Indexes(EntityKind.ServiceProvider));

        IEnumerable<int> Indexes(EntityKind role) => Of(role).Principals[deploy].Policies["own"].Statements.Select(each => each.Index);
    }

    [Fact]
    [Trait("Rule", "§4.4/boundary")]
    public void A_boundary_that_says_nothing_about_a_role_still_bounds_it()
    {
        var deploy = _world.Role(Consumer, "deploy", Allow());
        _world.Bound(Consumer, deploy, Allow("ec2:CreateVpcEndpoint"));
        _world.Control(Consumer, Allow("ec2:CreateVpcEndpoint"));

        Assert.True(Of(EntityKind.ServiceConsumer).Evaluate(deploy, Request).IsAllowed);
        Assert.Equal(
            PolicyKind.ServiceControl,
            Of(EntityKind.ServiceProvider).Evaluate(deploy, AuthorizationRequest.Of("ec2:AcceptVpcEndpointConnections", "*")).DeniedBy);
    }

    private Outcome Declare(EntityKind role, string principal) => Send(
        role, new ServiceProviderCommand.DeclarePrincipal(principal), new ServiceConsumerCommand.DeclarePrincipal(principal));

    private Outcome Put(EntityKind role, string principal, string name, string? document) => Send(
        role,
        new ServiceProviderCommand.SetIdentityPolicy(principal, name, document),
        new ServiceConsumerCommand.SetIdentityPolicy(principal, name, document));

    private Outcome Bound(EntityKind role, string principal, string? document) => Send(
        role,
        new ServiceProviderCommand.SetPermissionsBoundary(principal, document),
        new ServiceConsumerCommand.SetPermissionsBoundary(principal, document));

    private Outcome Control(EntityKind role, params (string Name, string Document)[] policies)
    {
        var texts = policies.ToImmutableSortedDictionary(each => each.Name, each => each.Document, StringComparer.Ordinal);
        return Send(
            role,
            new ServiceProviderCommand.SetServiceControlPolicies("o-a1b2c3d4e5", texts),
            new ServiceConsumerCommand.SetServiceControlPolicies("o-a1b2c3d4e5", texts));
    }

    private Outcome Send(EntityKind role, ServiceProviderCommand provider, ServiceConsumerCommand consumer) =>
        _world.Send(new EntityId(role, Consumer), role == EntityKind.ServiceProvider ? provider : consumer);

    private Identities Of(EntityKind role) => role == EntityKind.ServiceProvider
        ? _world.Find<ServiceProviderState>(World.ProviderOf(Consumer))?.Identities ?? Identities.None
        : _world.Find<ServiceConsumerState>(World.ConsumerOf(Consumer))?.Identities ?? Identities.None;
}
