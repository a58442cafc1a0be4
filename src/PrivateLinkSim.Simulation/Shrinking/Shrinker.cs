using System.Collections.Immutable;
using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Simulation;

/// <summary>A scenario that can't be made smaller as it is asked for; the message says why.</summary>
public sealed class NothingToShrinkException(string message) : Exception(message);

/// <summary>How far a scenario has been made smaller.</summary>
/// <param name="What">What is tried to be left out: <c>steps</c>, <c>waits</c>.</param>
/// <param name="Size">What it has.</param>
public sealed record ShrinkProgress(string What, ShrinkSize Size, int Runs);

/// <summary>How large a scenario is.</summary>
/// <param name="Parts">All members and items of its document.</param>
/// <param name="Lasts">From its start to the last step.</param>
public sealed record ShrinkSize(int Steps, int Parts, TimeSpan Lasts);

/// <summary>A scenario that fails as another one did, and from which nothing can go.</summary>
/// <param name="Document">It, in the order of the file that it was made of.</param>
/// <param name="Was">How that one fails.</param>
/// <param name="Failure">How this one does.</param>
/// <param name="Before">How large that one is.</param>
/// <param name="After">How large this one is.</param>
/// <param name="Runs">How many runs it took.</param>
public sealed record Shrunk(JObject Document, Failure Was, Failure Failure, ShrinkSize Before, ShrinkSize After, int Runs);

/// <summary>
/// Makes a failing scenario smaller until nothing of it can go without the failure: neither a step nor a part of the topology, a
/// setting, a parameter or a second of waiting. What is left fails for the same reason: a part stays too when a step or setting that
/// it took would no longer matter without it.
/// </summary>
/// <param name="file">The scenario.</param>
/// <param name="path">Which expectation is to fail, where several do: <c>steps[3].expect[0]</c>; null for the first one.</param>
/// <param name="progress">Is told how it goes.</param>
/// <param name="types">Other rules than the product's, for tests; null for the product's.</param>
/// <param name="trial">How it is found out whether a scenario fails; null for a run of it whose expectations are looked at.</param>
public sealed class Shrinker(
    ScenarioFile file, string? path = null, Action<ShrinkProgress>? progress = null, EntityTypes? types = null, ShrinkTrial? trial = null)
    : IAsyncDisposable
{
    // What refers to something that is left out is left out too, and what refers to that.
    private const int LongestChain = 64;

    private readonly ShrinkTrials _trials = new(file.Facts.Regions, types ?? EntityTypes.Standard, trial);
    private ShrinkDraft _draft = ShrinkDraft.Of(file);
    private ShrinkTarget _target = null!;
    private ImmutableArray<ShrinkNode> _causes = [];
    private string _doing = "";

    /// <summary>Makes the scenario smaller.</summary>
    /// <exception cref="NothingToShrinkException">It does not fail, or not there.</exception>
    public async Task<Shrunk> RunAsync(CancellationToken cancellationToken = default)
    {
        var failures = await _trials.FailuresAsync(file, alike: true, cancellationToken);
        _target = ShrinkTarget.Of(Wanted(failures), _draft);
        var before = Size();
        await LeaveOutAsync(Causes(), IsCause, cancellationToken);
        _causes = [.. Units(IsCause)];
        await LeaveOutAsync(Rest(), _ => true, cancellationToken);
        _doing = "waits";
        await new ShrinkWaits(_target, draft => TryAsync(draft, cancellationToken)).ShortenAsync(_draft);
        var small = _trials.Read(_draft);
        var failure = _target.In(await FailuresAsync(small, cancellationToken), _draft)!;
        return new Shrunk(_draft.Document(), _target.Failure, failure, before, Size(), _trials.Runs);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _trials.DisposeAsync();

    private Failure Wanted(ImmutableArray<Failure> failures)
    {
        if (failures.IsEmpty)
        {
            throw new NothingToShrinkException("all its expectations hold, and its runs are alike; only a scenario that fails can be made smaller.");
        }

        return path is null ? failures[0]
            : failures.FirstOrDefault(failure => failure.Path == path)
            ?? throw new NothingToShrinkException($"no expectation fails at {path}; these do: {string.Join(", ", failures.Select(failure => failure.Path))}.");
    }

    // What nothing refers to comes first: expectations, then clients, then steps.
    private static IEnumerable<(string What, Func<ShrinkNode, bool> IsUnit)> Causes()
    {
        yield return ("expectations", node =>
            node.Parent is { IsStep: true } && node.Name is "expect" or "eventually" or "always" or "never" or "warns");
        yield return ("traffic", node => node.Parent is { Name: "traffic", Depth: 1 });
        yield return ("steps", node => node.IsStep);
        yield return ("settings", IsSetting);
    }

    private IEnumerable<(string What, Func<ShrinkNode, bool> IsUnit)> Rest()
    {
        yield return ("topology", node => node.Depth == 3 && node.Parent!.Parent is { Name: "topology", Depth: 1 });
        var deepest = _draft.Root.All.Max(node => node.Depth);
        for (var depth = 1; depth <= deepest; depth++)
        {
            var level = depth;
            yield return ("details", node => node.Depth == level);
        }
    }

    private static bool IsCause(ShrinkNode node) => node.IsStep || node.IsCommand || IsSetting(node);

    private static bool IsSetting(ShrinkNode node) => node.Parent is { Name: "settings", Depth: 1 };

    // Later things seldom have anything that rests on them, so they go first.
    private IEnumerable<ShrinkNode> Units(Func<ShrinkNode, bool> isUnit) =>
        _draft.Nodes.Where(node => isUnit(node) && _target.MayGo(node)).Reverse();

    // Many at once first, and then one by one until none can go.
    private async Task LeaveOutAsync(
        IEnumerable<(string What, Func<ShrinkNode, bool> IsUnit)> rounds, Func<ShrinkNode, bool> isSingle, CancellationToken cancellationToken)
    {
        foreach (var (what, isUnit) in rounds)
        {
            _doing = what;
            await DeltaDebugging.MinimizeAsync([.. Units(isUnit)], some => TryWithoutAsync(some, cancellationToken));
        }

        for (var gone = true; gone;)
        {
            gone = false;
            foreach (var node in Units(isSingle).OrderBy(node => node.Depth).ToArray())
            {
                gone |= _draft.Has(node) && await TryWithoutAsync([node], cancellationToken);
            }
        }
    }

    private Task<bool> TryWithoutAsync(IReadOnlyList<ShrinkNode> nodes, CancellationToken cancellationToken) =>
        TryAsync(_draft.Without(nodes.Select(node => node.Number)), cancellationToken);

    // Takes a draft when it fails in the same way, and for the same reason: without any of the steps and settings that it took, it does not.
    private async Task<bool> TryAsync(ShrinkDraft draft, CancellationToken cancellationToken)
    {
        if (await FailsAsync(draft, cancellationToken) is not { } whole)
        {
            return false;
        }

        foreach (var cause in _causes.Where(whole.Has))
        {
            if (await FailsAsync(whole.Without([cause.Number]), cancellationToken) is not null)
            {
                return false;
            }
        }

        _draft = whole;
        progress?.Invoke(new ShrinkProgress(_doing, Size(), _trials.Runs));
        return true;
    }

    // The draft without what is wrong in it then, when it fails in the same way; null otherwise.
    private async Task<ShrinkDraft?> FailsAsync(ShrinkDraft draft, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ReadWithout(draft) is var (whole, small) && _target.In(await FailuresAsync(small, cancellationToken), whole) is not null ? whole : null;
    }

    private Task<ImmutableArray<Failure>> FailuresAsync(ScenarioFile small, CancellationToken cancellationToken) =>
        _trials.FailuresAsync(small, alike: _target.Failure.Kind is FailureKind.NonDeterminism, cancellationToken);

    // What is no scenario any more is made one by leaving out what is wrong in it too; null where that can't go.
    private (ShrinkDraft Draft, ScenarioFile File)? ReadWithout(ShrinkDraft draft)
    {
        for (var round = 0; round < LongestChain; round++)
        {
            try
            {
                return (draft, _trials.Read(draft));
            }
            catch (BadScenarioException bad)
            {
                var (here, wrong) = (draft, bad.Errors.Select(error => draft.NodeAt(error.Path).Upwards.FirstOrDefault(node => node.IsRemovable)).ToArray());
                if (wrong.Any(node => node is null || !_target.MayGo(node)) || Array.TrueForAll(wrong, node => here.Removed.Contains(node!.Number)))
                {
                    return null;
                }

                draft = draft.Without(wrong.Select(node => node!.Number));
            }
        }

        return null;
    }

    private ShrinkSize Size() => new(
        _draft.Steps.Count(), _draft.Nodes.Count(), _draft.Steps.Aggregate(TimeSpan.Zero, (time, step) => time + _draft.WaitOf(step)));
}
