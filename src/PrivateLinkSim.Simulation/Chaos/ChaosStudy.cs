using System.Collections.Immutable;

namespace PrivateLinkSim.Simulation;

/// <summary>What a study is to find out.</summary>
/// <param name="Duration">How long each fault lasts: whole seconds.</param>
/// <param name="Objective">The share of a group's connections that must reach a target in every second, in millionths.</param>
/// <param name="Pairs">Whether pairs of faults are tried too.</param>
/// <param name="Top">How many of each are explained, the worst first.</param>
public sealed record ChaosWishes(TimeSpan Duration, long Objective, bool Pairs, int Top);

/// <summary>A cause with what mends it.</summary>
/// <param name="Before">The damage to the groups of the cause.</param>
/// <param name="Mend">What mends it, or null.</param>
/// <param name="After">The damage to the same groups by the same faults with the change.</param>
public sealed record ChaosFinding(ChaosCause Cause, ChaosDamage Before, string? Mend, ChaosDamage? After);

/// <summary>A change that mends something, and what it does to all groups in all single faults together.</summary>
/// <param name="LostBefore">The connections that are lost without it.</param>
/// <param name="LostAfter">The connections that are lost with it.</param>
public sealed record ChaosChange(string Mend, long LostBefore, long LostAfter);

/// <summary>What came of faults.</summary>
/// <param name="Findings">Why, and what mends it; empty where nothing was lost or nobody asked.</param>
public sealed record ChaosOutcome(ImmutableArray<ChaosFault> Faults, ChaosDamage Damage, ImmutableArray<ChaosFinding> Findings)
{
    /// <summary>What happens, in words.</summary>
    public string Text => string.Join(", and ", Faults.Select(fault => fault.Text));
}

/// <summary>What a study found, the worst first.</summary>
/// <param name="Changes">All changes that mend something, the one that saves most first.</param>
/// <param name="Pairs">Those pairs of faults that cost more than each of the two alone.</param>
/// <param name="PairsTried">How many pairs were tried.</param>
/// <param name="Runs">How many runs it took.</param>
public sealed record ChaosReport(
    ChaosTimes Times, ImmutableArray<ChaosOutcome> Singles, ImmutableArray<ChaosOutcome> Pairs, int PairsTried, ImmutableArray<ChaosChange> Changes, int Runs)
{
    /// <summary>Whether no single fault takes a group below the objective for a second or longer.</summary>
    public bool Holds => Singles.All(single => single.Damage.SecondsBelow == 0);
}

/// <summary>
/// Runs a scenario's topology and traffic again and again, each time with another fault, in memory: what hurts most, why, and what
/// mends it. The same scenario gives the same report, whatever runs at once.
/// </summary>
public sealed class ChaosStudy(ScenarioFile file, ChaosWishes wishes)
{
    private readonly ChaosRunner _runner = new(file);

    /// <summary>Makes the study.</summary>
    /// <exception cref="ChaosException">The scenario has nothing to study.</exception>
    /// <exception cref="RunException">A run could not begin, go on or end.</exception>
    public async Task<ChaosReport> RunAsync(CancellationToken cancellationToken = default)
    {
        var (setUp, times, topology) = await PrepareAsync(cancellationToken);
        var faults = topology.Faults(setUp);
        var singles = await RunAllAsync(setUp, times, topology, [.. faults.Select(fault => ImmutableArray.Create(fault))], cancellationToken);
        var candidates = wishes.Pairs ? ChaosTopology.Pairs(faults) : [];
        var pairs = Worse(await RunAllAsync(setUp, times, topology, candidates, cancellationToken), singles);
        var mending = new ChaosMending(_runner, setUp, times, topology, wishes, singles);
        return new ChaosReport(
            times,
            await mending.ExplainAsync(Ranked(singles), cancellationToken),
            await mending.ExplainAsync(Ranked(pairs), cancellationToken),
            candidates.Length,
            mending.Changes,
            _runner.Runs);
    }

    /// <summary>Orders outcomes: what loses most comes first, then what is longest below the objective; what is alike stays in order.</summary>
    internal static ImmutableArray<ChaosRun> Ranked(ImmutableArray<ChaosRun> runs) =>
        [.. runs.OrderByDescending(run => run.Damage.Lost).ThenByDescending(run => run.Damage.SecondsBelow).ThenByDescending(run => run.Damage.Hit.Count())];

    /// <summary>The pairs that cost more than the worse of the two does alone.</summary>
    internal static ImmutableArray<ChaosRun> Worse(ImmutableArray<ChaosRun> pairs, ImmutableArray<ChaosRun> singles) =>
    [
        .. pairs.Where(pair => pair.Damage.Lost > singles.Where(single => pair.Faults.Contains(single.Faults[0])).Max(single => single.Damage.Lost)),
    ];

    /// <summary>Finds out what is set up and when, and that all is well without a fault.</summary>
    internal async Task<(Scenario SetUp, ChaosTimes Times, ChaosTopology Topology)> PrepareAsync(CancellationToken cancellationToken)
    {
        if (file.Scenario.Traffic.IsEmpty)
        {
            throw new ChaosException("The scenario has no traffic, so no fault can hurt anybody: give it groups of clients under \"traffic\".");
        }

        var (_, first, _) = await _runner.RunAsync(ChaosScenario.WithoutFaults(file), cancellationToken);
        if (first.Traffic.FirstOrDefault(series => !series.HasBegun) is { } never)
        {
            throw new ChaosException($"The clients of '{never.Group.Name}' never begin: endpoint '{never.Group.Endpoint}' does not become available.");
        }

        var readyAt = first.Traffic.Max(series => series.Stretches.Count == 0 ? 0 : series.Stretches[0].From);
        var setUp = ChaosScenario.UpTo(file, readyAt);
        var draft = ChaosScenario.Times(setUp, file.Facts.Settings, [], readyAt, (long)wishes.Duration.TotalSeconds);
        var (calmFile, calm, result) = await _runner.RunAsync(ChaosScenario.With(setUp, [], draft), cancellationToken);
        if (calm.Outcomes.FirstOrDefault(outcome => !outcome.AsExpected) is { } unexpected)
        {
            throw new ChaosException($"The set-up fails at {unexpected.Path}: {unexpected.Action} {unexpected.Refusal?.Message ?? "is accepted"}. `plsim run` shows it.");
        }

        var broken = calm.Traffic.Where(series => series.Between(draft.FaultAt, draft.EndAt) is var counts && (counts.Lost > 0 || counts.Attempted == 0)).ToArray();
        if (broken.Length > 0)
        {
            throw new ChaosException(
                $"Without any fault, connections of {string.Join(", ", broken.Select(series => series.Group.Name))} do not reach a target; mend that first, `plsim run` shows it.");
        }

        var topology = ChaosTopology.Of(calmFile, calm, result.World);
        var checks = setUp.Traffic.SelectMany(group => topology.LoadBalancersOf(topology.ServiceOf(topology.EndpointOf(group)))).Select(balancer => balancer.State.HealthCheck);
        return (setUp, ChaosScenario.Times(setUp, file.Facts.Settings, checks, readyAt, draft.Seconds), topology);
    }

    private async Task<ImmutableArray<ChaosRun>> RunAllAsync(
        Scenario setUp, ChaosTimes times, ChaosTopology topology, ImmutableArray<ImmutableArray<ChaosFault>> faults, CancellationToken cancellationToken)
    {
        var runs = await _runner.RunAllAsync([.. faults.Select(some => (setUp, some))], times, topology, wishes.Objective, cancellationToken);
        return
        [
            .. runs.Select((run, index) => run
                ?? throw new KernelFaultException($"A fault that stands in the topology was refused: {string.Join(", ", faults[index].Select(fault => fault.Text))}.")),
        ];
    }
}
