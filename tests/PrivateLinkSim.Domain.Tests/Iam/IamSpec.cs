using static PrivateLinkSim.Domain.Tests.Accounts;
using static PrivateLinkSim.Domain.Tests.Policies;

namespace PrivateLinkSim.Domain.Tests;

/// <summary>The users, roles, keys and managed policies of an account, and what both of its roles hear of them.</summary>
public sealed class IamSpec
{
    private const string Malformed = """{ "Statement": [] }""";
    private const string Network = $"arn:aws:iam::{Consumer}:policy/network";
    private const string Administrator = "arn:aws:iam::aws:policy/AdministratorAccess";
    private static readonly string Deploy = Role(Consumer, "deploy");
    private static readonly string Alice = $"arn:aws:iam::{Consumer}:user/alice";
    private readonly World _world = new();

    private IamState Iam => _world.Find<IamState>(IamState.Of(Consumer))!;

    [Fact]
    [Trait("Rule", "§iam")]
    public void A_user_or_role_is_made_once_whatever_its_case_and_path()
    {
        Make(Deploy).IsAccepted();
        Make(Alice).IsAccepted();

        Assert.Matches("^AROA[A-Z0-9]{17}$", Iam.Find(Deploy)!.Id);
        Assert.Matches("^AIDA[A-Z0-9]{17}$", Iam.Find(Alice)!.Id);
        Make(Deploy, new NewPrincipal { Path = "/ops/" }).IsRefused("§iam", "EntityAlreadyExists");
        Assert.Equal("User with name ALICE already exists.", Make(Alice.Replace("alice", "ALICE", StringComparison.Ordinal)).IsRefused("§iam", "EntityAlreadyExists"));
    }

    [Theory]
    [Trait("Rule", "§iam")]
    [InlineData("a b", "/", 3600)]
    [InlineData("", "/", 3600)]
    [InlineData("path/alice", "/", 3600)]
    [InlineData("alice", "ops", 3600)]
    [InlineData("alice", "/", 3599)]
    [InlineData("alice", "/", 43201)]
    public void A_name_a_path_and_a_limit_have_a_form(string name, string path, int seconds) =>
        Make($"arn:aws:iam::{Consumer}:user/{name}", new NewPrincipal { Path = path, MaxSessionDuration = seconds }).IsRefused("§iam", "ValidationError");

    [Fact]
    [Trait("Rule", "§iam")]
    public void What_is_not_there_can_t_be_changed()
    {
        IamCommand[] commands =
        [
            new IamCommand.DeletePrincipal(Deploy), new IamCommand.UpdateRole(Deploy, "new", null), new IamCommand.SetTrustPolicy(Deploy, "{}"),
            new IamCommand.SetPolicy(Deploy, "a", Text(Allow())), new IamCommand.SetPolicy(Alice, "a", null), new IamCommand.SetPermissionsBoundary(Alice, null, null),
            new IamCommand.AttachPolicy(Deploy, Administrator), new IamCommand.DetachPolicy(Deploy, Administrator), new IamCommand.TagPrincipal(Alice, Tags.None),
            new IamCommand.UntagPrincipal(Alice, ["team"]), new IamCommand.CreateAccessKey(Alice), new IamCommand.UpdateAccessKey(Alice, "AKIA", true),
            new IamCommand.DeleteAccessKey(Alice, "AKIA"), new IamCommand.DeletePolicy(Network), new IamCommand.CreatePolicyVersion(Network, Text(Allow()), true),
            new IamCommand.SetDefaultPolicyVersion(Network, "v1"), new IamCommand.DeletePolicyVersion(Network, "v1"), new IamCommand.TagPolicy(Network, Tags.None),
            new IamCommand.UntagPolicy(Network, ["team"]),
        ];

        Assert.All(commands, command => Send(command).IsRefused("§iam", "NoSuchEntity"));
        Assert.Empty(_world.Log);
    }

    [Fact]
    [Trait("Rule", "§iam")]
    public void Both_roles_of_the_account_hear_of_a_policy_and_of_the_end_of_its_owner()
    {
        Make(Deploy).IsAccepted();
        Send(new IamCommand.SetPolicy(Deploy, "own", Text(Allow()))).IsAccepted();
        Assert.All(BothRoles, identities => Assert.Equal(["identity policy 'own', statement 1"], identities.Evaluate(Deploy, Request).Texts()));

        Send(new IamCommand.SetPermissionsBoundary(Deploy, Text(Allow("s3:*")), null)).IsAccepted();
        Assert.All(BothRoles, identities => Assert.Equal(PolicyKind.PermissionsBoundary, identities.Evaluate(Deploy, Request).DeniedBy));

        Send(new IamCommand.SetPermissionsBoundary(Deploy, null, null)).IsAccepted();
        Send(new IamCommand.SetPolicy(Deploy, "own", null)).IsAccepted();
        Send(new IamCommand.DeletePrincipal(Deploy)).IsAccepted();
        Assert.All(BothRoles, identities => Assert.Empty(identities.Principals));
        _world.CheckThatHistoriesFoldToTheStates();
    }

    [Fact]
    [Trait("Rule", "§iam")]
    public void A_managed_policy_is_in_force_where_it_is_attached_and_in_its_default_version()
    {
        Make(Deploy).IsAccepted();
        Publish(Text(Allow("s3:*"))).IsAccepted();
        Send(new IamCommand.AttachPolicy(Deploy, Network)).IsAccepted();
        Send(new IamCommand.AttachPolicy(Deploy, Network)).IsAccepted();
        Assert.All(BothRoles, identities => Assert.False(identities.Evaluate(Deploy, Request).IsAllowed));

        Assert.Equal("v2", Version(Text(Allow()), isDefault: false).Gives<IamReply.PolicyVersionCreated>().VersionId);
        Assert.All(BothRoles, identities => Assert.False(identities.Evaluate(Deploy, Request).IsAllowed));

        Send(new IamCommand.SetDefaultPolicyVersion(Network, "v2")).IsAccepted();
        Assert.All(BothRoles, identities => Assert.Equal([$"identity policy '{Network}', statement 1"], identities.Evaluate(Deploy, Request).Texts()));

        Version(Text(Deny()), isDefault: true).IsAccepted();
        Assert.All(BothRoles, identities => Assert.Equal(AuthorizationDecision.ExplicitDeny, identities.Evaluate(Deploy, Request).Decision));

        Send(new IamCommand.DetachPolicy(Deploy, Network)).IsAccepted();
        Send(new IamCommand.AttachPolicy(Deploy, Administrator)).IsAccepted();
        Assert.All(BothRoles, identities => Assert.True(identities.Evaluate(Deploy, Request).IsAllowed));
        _world.CheckThatHistoriesFoldToTheStates();
    }

    [Fact]
    [Trait("Rule", "§iam")]
    public void A_managed_policy_that_is_a_boundary_bounds_in_its_default_version()
    {
        Publish(Text(Allow("s3:*"))).IsAccepted();
        Make(Deploy, new NewPrincipal { PermissionsBoundaryArn = Network }).IsAccepted();
        Send(new IamCommand.AttachPolicy(Deploy, Administrator)).IsAccepted();
        Assert.All(BothRoles, identities => Assert.Equal(PolicyKind.PermissionsBoundary, identities.Evaluate(Deploy, Request).DeniedBy));

        Version(Text(Allow()), isDefault: true).IsAccepted();
        Assert.All(BothRoles, identities => Assert.True(identities.Evaluate(Deploy, Request).IsAllowed));
        Make(Alice, new NewPrincipal { PermissionsBoundaryArn = $"{Network}2" }).IsRefused("§iam", "NoSuchEntity");
        Send(new IamCommand.SetPermissionsBoundary(Deploy, null, $"{Network}2")).IsRefused("§iam", "NoSuchEntity");
    }

    [Fact]
    [Trait("Rule", "§iam")]
    public void A_policy_is_of_the_grammar_and_its_name_is_free()
    {
        Make(Deploy).IsAccepted();
        Send(new IamCommand.SetPolicy(Deploy, "own", Malformed)).IsRefused("§iam", "MalformedPolicyDocument");
        Send(new IamCommand.SetPolicy(Deploy, "not so", Text(Allow()))).IsRefused("§iam", "ValidationError");
        Send(new IamCommand.SetPermissionsBoundary(Deploy, Malformed, null)).IsRefused("§iam", "MalformedPolicyDocument");
        Send(new IamCommand.SetTrustPolicy(Deploy, Text(Allow()))).IsRefused("§iam", "MalformedPolicyDocument");
        Publish(Malformed).IsRefused("§iam", "MalformedPolicyDocument");
        Publish(Text(Allow())).IsAccepted();
        Version(Malformed, isDefault: true).IsRefused("§iam", "MalformedPolicyDocument");
        Send(new IamCommand.CreatePolicy($"arn:aws:iam::{Consumer}:policy/path/NETWORK", new NewManagedPolicy { Path = "/path/", Document = Text(Allow()) }))
            .IsRefused("§iam", "EntityAlreadyExists");
    }

    [Fact]
    [Trait("Rule", "§iam/delete")]
    public void What_is_in_use_can_t_be_deleted()
    {
        Make(Alice).IsAccepted();
        Publish(Text(Allow())).IsAccepted();
        Version(Text(Allow()), isDefault: true).IsAccepted();
        var key = Send(new IamCommand.CreateAccessKey(Alice)).Gives<IamReply.AccessKeyCreated>().AccessKeyId;
        Send(new IamCommand.SetPolicy(Alice, "own", Text(Allow()))).IsAccepted();
        Send(new IamCommand.AttachPolicy(Alice, Network)).IsAccepted();

        Send(new IamCommand.DeletePrincipal(Alice)).IsRefused("§iam/delete", "DeleteConflict");
        Send(new IamCommand.DeletePolicy(Network)).IsRefused("§iam/delete", "DeleteConflict");
        Send(new IamCommand.DetachPolicy(Alice, Network)).IsAccepted();
        Send(new IamCommand.DeletePrincipal(Alice)).IsRefused("§iam/delete", "DeleteConflict");
        Send(new IamCommand.DeletePolicy(Network)).IsRefused("§iam/delete", "DeleteConflict");
        Send(new IamCommand.DeletePolicyVersion(Network, "v2")).IsRefused("§iam/delete", "DeleteConflict");
        Send(new IamCommand.DeletePolicyVersion(Network, "v1")).IsAccepted();
        Send(new IamCommand.DeletePolicy(Network)).IsAccepted();
        Send(new IamCommand.SetPolicy(Alice, "own", null)).IsAccepted();
        Send(new IamCommand.DeletePrincipal(Alice)).IsRefused("§iam/delete", "DeleteConflict");
        Send(new IamCommand.DeleteAccessKey(Alice, key)).IsAccepted();
        Send(new IamCommand.DeletePrincipal(Alice)).IsAccepted();
        Assert.Equal([key], Iam.RetiredKeys);
    }

    [Fact]
    [Trait("Rule", "§iam/quota")]
    public void There_is_an_end_to_keys_attachments_versions_and_tags()
    {
        Make(Alice).IsAccepted();
        Publish(Text(Allow())).IsAccepted();
        for (var number = 0; number < 10; number++)
        {
            var arn = $"{Network}{number}";
            Send(new IamCommand.CreatePolicy(arn, new NewManagedPolicy { Document = Text(Allow()) })).IsAccepted();
            Send(new IamCommand.AttachPolicy(Alice, arn)).IsAccepted();
        }

        Send(new IamCommand.AttachPolicy(Alice, Network)).IsRefused("§iam/quota", "LimitExceeded");
        Assert.Equal(2, Enumerable.Range(0, 2).Select(_ => Send(new IamCommand.CreateAccessKey(Alice)).Gives<IamReply.AccessKeyCreated>().AccessKeyId).Distinct().Count());
        Send(new IamCommand.CreateAccessKey(Alice)).IsRefused("§iam/quota", "LimitExceeded");
        Assert.All(Enumerable.Range(0, 4), _ => Version(Text(Allow()), isDefault: true).IsAccepted());
        Version(Text(Allow()), isDefault: true).IsRefused("§iam/quota", "LimitExceeded");
        var many = Tags.None.AddRange(Enumerable.Range(0, 51).Select(number => KeyValuePair.Create($"tag-{number}", "")));
        Send(new IamCommand.TagPrincipal(Alice, many)).IsRefused("§iam/quota", "LimitExceeded");
        Send(new IamCommand.TagPolicy(Network, many)).IsRefused("§iam/quota", "LimitExceeded");
    }

    [Fact]
    [Trait("Rule", "§iam")]
    public void Tags_have_a_form_and_come_and_go()
    {
        Make(Alice).IsAccepted();
        Send(new IamCommand.TagPrincipal(Alice, Tags.None.Add("aws:own", ""))).IsRefused("§iam", "InvalidInput");
        Send(new IamCommand.TagPrincipal(Alice, Tags.None.Add("long", new string('x', 257)))).IsRefused("§iam", "InvalidInput");
        Send(new IamCommand.TagPrincipal(Alice, Tags.None.Add("team", "web").Add("cost", "1"))).IsAccepted();
        Send(new IamCommand.UntagPrincipal(Alice, ["cost", "none"])).IsAccepted();

        Assert.Equal(["team"], Iam.Find(Alice)!.Details.Tags.Keys);
    }

    [Fact]
    [Trait("Rule", "§iam")]
    public void A_key_is_switched_off_and_on()
    {
        Make(Alice).IsAccepted();
        Make(Deploy).IsAccepted();
        var key = Send(new IamCommand.CreateAccessKey(Alice)).Gives<IamReply.AccessKeyCreated>().AccessKeyId;

        Send(new IamCommand.UpdateAccessKey(Alice, key, false)).IsAccepted();
        Assert.False(Iam.AccessKeys[key].IsActive);
        Send(new IamCommand.UpdateAccessKey(Deploy, key, true)).IsRefused("§iam", "NoSuchEntity");
        Send(new IamCommand.UpdateAccessKey(Alice, key, true)).IsAccepted();
        Assert.True(Iam.AccessKeys[key].IsActive);
    }

    [Fact]
    [Trait("Rule", "§iam")]
    public void Only_those_who_are_allowed_to_make_users_do()
    {
        Make(Deploy).IsAccepted();
        Outcome Call() => _world.Call(IamState.Of(Consumer), new IamCommand.CreatePrincipal(Alice, new NewPrincipal()), In(Regions.Ohio, Consumer, Deploy));

        Call().IsRefused("§4.4", "AccessDenied");
        Send(new IamCommand.SetPolicy(Deploy, "own", Text(Allow("iam:CreateUser", Alice)))).IsAccepted();
        Call().IsAccepted();
    }

    private Identities[] BothRoles =>
    [
        _world.Find<ServiceProviderState>(World.ProviderOf(Consumer))!.Identities, _world.Find<ServiceConsumerState>(World.ConsumerOf(Consumer))!.Identities,
    ];

    private Outcome Make(string principal, NewPrincipal? details = null) => Send(new IamCommand.CreatePrincipal(principal, details ?? new NewPrincipal()));

    private Outcome Publish(string document) => Send(new IamCommand.CreatePolicy(Network, new NewManagedPolicy { Document = document }));

    private Outcome Version(string document, bool isDefault) => Send(new IamCommand.CreatePolicyVersion(Network, document, isDefault));

    private Outcome Send(IamCommand command) => _world.Send(IamState.Of(Consumer), command);
}
