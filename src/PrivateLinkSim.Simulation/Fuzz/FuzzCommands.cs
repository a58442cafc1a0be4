using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>
/// Draws commands without a look at what the earlier ones have led to. Most fit what they speak of; some nearly do, and some speak of
/// what is not there or belongs to somebody else.
/// </summary>
internal sealed partial class FuzzCommands
{
    private readonly FuzzStage _stage;
    private readonly FuzzDice _dice;
    private readonly (int Weight, Func<Step?> Draw)[] _kinds;

    public FuzzCommands(FuzzStage stage, FuzzDice dice)
    {
        (_stage, _dice) = (stage, dice);
        _kinds = [.. EndpointKinds(), .. ServiceKinds(), .. LoadBalancerKinds(), .. NetworkKinds(), .. AccountKinds(), .. IamKinds(), .. HostedZoneKinds(), .. FaultKinds()];
    }

    /// <summary>The next command.</summary>
    public Step Draw()
    {
        while (true)
        {
            var ticket = _dice.Below(_kinds.Sum(kind => kind.Weight));
            var at = 0;
            while ((ticket -= _kinds[at].Weight) >= 0)
            {
                at++;
            }

            if (_kinds[at].Draw() is { } step)
            {
                return step;
            }
        }
    }

    // Something of a kind, seldom one that is not there; of those, mostly one that fits.
    private (string Name, FuzzThing? Thing) One(ResourceKind kind, Func<FuzzThing, bool>? fits = null)
    {
        var thing = _dice.OneIn(12) ? null : _dice.OfAny(_stage.All(kind).Where(each => each.IsLikely && (fits is null || fits(each))));
        thing ??= fits is null || _dice.OneIn(12) ? null : _dice.OfAny(_stage.All(kind).Where(fits));
        thing ??= _dice.OneIn(50) ? null : _dice.OfAny(_stage.All(kind));
        return (thing?.Name ?? NobodysId(kind), thing);
    }

    private ImmutableArray<string> Several(ResourceKind kind, int least, int most, Func<FuzzThing, bool> fits) =>
        [.. Enumerable.Range(0, least + _dice.Below(most - least + 1)).Select(_ => One(kind, fits).Name).Distinct(StringComparer.Ordinal)];

    // A call about something: by its owner, in its Region, but for some.
    private Step Call(FuzzThing? about) => Call(about?.Account, about?.Region is { Length: > 0 } region ? region : null);

    private Step Call(string? account, string? region)
    {
        var owner = _stage.All(ResourceKind.Account).FirstOrDefault(each => each.Account == account);
        var named = owner is null || _dice.OneIn(25) ? AnyAccount() : owner;
        var identity = _dice.OneIn(8) ? _dice.OfAny(_stage.IdentitiesOf(named.Account)) : null;
        return new Step
        {
            Caller = identity is null ? named.Name : $"arn:aws:iam::{named.Account}:{identity}",
            Region = region is null || _dice.OneIn(40) ? AnyRegion() : null,
        };
    }

    // A dry run makes nothing, so it can't be of a call that a later one rests on.
    private Step MaybeDry(Step call) => _dice.OneIn(40)
        ? call with { DryRun = true, Refused = new ExpectedRefusal { Code = "DryRunOperation", Rule = "§2.17/dry-run" } }
        : call;

    private Step Making(Step call, ResourceKind kind, FuzzThing? within, string? vpc = null) =>
        call with { As = _stage.Make(kind, within?.Account ?? "", call.Region ?? within?.Region ?? "", vpc) };

    private string AnyRegion() => _dice.OneIn(15) ? _dice.Of([.. _stage.Regions.All]).Name : _dice.Of(_stage.UsedRegions);

    private string AnyZone() => ZoneOf(AnyRegion());

    private string ZoneOf(string region)
    {
        const int Front = 3;
        _stage.Regions.TryGet(region, out var facts);
        return (_dice.OneIn(10) ? _dice.Of(facts!.Zones) : _dice.Of([.. facts!.Zones.Take(Front)])).ZoneId;
    }

    private bool? Maybe() => _dice.Of<bool?>(null, true, false);

    private string? Token() => _dice.OneIn(12) ? FormattableString.Invariant($"token-{_dice.Below(3)}") : null;

    private ImmutableSortedDictionary<string, string> Tags(bool always = false) => always || _dice.OneIn(15)
        ? _dice.Some(["team", "stage", "cost", "aws:own"], 1, 2).ToImmutableSortedDictionary(key => key, _ => _dice.Of("a", "b"), StringComparer.Ordinal)
        : Sorted.Map<string>();

    private static string NobodysId(ResourceKind kind) => kind switch
    {
        ResourceKind.Vpc => "vpc-0123456789abcdef0",
        ResourceKind.Subnet => "subnet-0123456789abcdef0",
        ResourceKind.SecurityGroup => "sg-0123456789abcdef0",
        ResourceKind.Endpoint => "vpce-0123456789abcdef0",
        ResourceKind.Service => "vpce-svc-0123456789abcdef0",
        ResourceKind.Notification => "vpce-nfn-0123456789abcdef0",
        ResourceKind.LoadBalancer => "arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer/net/nobodys/0123456789abcdef",
        ResourceKind.Listener => "arn:aws:elasticloadbalancing:us-east-1:111111111111:listener/net/nobodys/0123456789abcdef/0123456789abcdef",
        ResourceKind.HostedZone => "Z00000000NOBODYSZONE0",
        ResourceKind.TargetGroup => "arn:aws:elasticloadbalancing:us-east-1:111111111111:targetgroup/nobodys/0123456789abcdef",
        _ => throw new System.Diagnostics.UnreachableException($"{kind} has no ids."),
    };
}
