using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>Who makes the commands of steps, and in which Region.</summary>
internal sealed class StepCalls(Func<string, NamedResource?> find)
{
    // The Account API answers from here, whatever Region the caller thinks of.
    private const string AccountApiRegion = "us-east-1";

    /// <summary>The caller of a step's command; null when nobody calls it, or when who or where can't be told.</summary>
    public Caller? CallerOf(Step step) =>
        StepCommand.Of(step) is { Owner: not CommandOwner.Simulator } && step.Caller is { } named
        && AccountOf(named) is { } account && RegionOf(step) is { } region
            ? new Caller(account, find(named) is null ? named : $"arn:aws:iam::{account}:root", region)
            : null;

    /// <summary>The account id of a caller: an account's name or the ARN of a principal; null for neither.</summary>
    public string? AccountOf(string caller) =>
        find(caller) is { Kind: ResourceKind.Account } account ? account.Account
        : caller != "*" && !caller.EndsWith('/') && Principal.IsWellFormed(Principal.WithoutSession(caller)) ? caller.Split(':')[4]
        : null;

    /// <summary>The Region that a step's command is made in; null when it can't be told.</summary>
    public string? RegionOf(Step step)
    {
        if (step.Region is not null || StepCommand.Of(step) is not { Owner: not CommandOwner.Simulator } command)
        {
            return step.Region;
        }

        return command.Owner == CommandOwner.AwsAccount
            ? AccountApiRegion
            : command.Names.Where(name => name.GivesRegion).Select(name => RegionOf(name.Value)).FirstOrDefault(region => region is not null);
    }

    private string? RegionOf(string nameOrId)
    {
        if (find(nameOrId) is { } named)
        {
            return named.Region.Length == 0 ? null : named.Region;
        }

        return nameOrId.Split(':') is ["arn", "aws", _, { Length: > 0 } region, ..] ? region : null;
    }
}
