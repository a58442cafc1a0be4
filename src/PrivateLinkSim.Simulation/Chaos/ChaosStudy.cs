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

/// <summary>What all single faults together cost all groups.</summary>
/// <param name="Harm">What changes are compared by.</param>
/// <param name="Lost">The connections that are lost.</param>
/// <param name="Broken">The open connections that break.</param>
/// <param name="Missing">How many open connections are missing, added up over the seconds.</param>
/// <param name="SecondsBelow">The seconds below the objective, of each fault those of the group that is longest below it.</param>
public sealed record ChaosToll(long Harm, long Lost, long Broken, long Missing, long SecondsBelow)
{
    /// <summary>Adds up runs.</summary>
    public static ChaosToll Of(IEnumerable<ChaosDamage> damages)
    {
        ArgumentNullException.ThrowIfNull(damages);
        return damages.Aggregate(new ChaosToll(0, 0, 0, 0, 0), (sum, damage) => sum + Of(damage));
    }

    /// <summary>One run alone.</summary>
    public static ChaosToll Of(ChaosDamage damage)
    {
        ArgumentNullException.ThrowIfNull(damage);
        return new ChaosToll(damage.Harm, damage.Lost, damage.Broken, damage.Missing, damage.SecondsBelow);
    }

    public static ChaosToll operator +(ChaosToll left, ChaosToll right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new ChaosToll(
            left.Harm + right.Harm, left.Lost + right.Lost, left.Broken + right.Broken, left.Missing + right.Missing, left.SecondsBelow + right.SecondsBelow);
    }
}

/// <summary>A change that mends something, and what it does to all groups in all single faults together.</summary>
public sealed record ChaosChange(string Mend, ChaosToll Before, ChaosToll After);

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

    /// <summary>Orders outcomes: what harms most comes first, then what is longest below the objective; what is alike stays in order.</summary>
    internal static ImmutableArray<ChaosRun> Ranked(ImmutableArray<ChaosRun> runs) =>
        [.. runs.OrderByDescending(run => run.Damage.Harm).ThenByDescending(run => run.Damage.SecondsBelow).ThenByDescending(run => run.Damage.Hit.Count())];

    /// <summary>The pairs that cost more than the worse of the two does alone.</summary>
    internal static ImmutableArray<ChaosRun> Worse(ImmutableArray<ChaosRun> pairs, ImmutableArray<ChaosRun> singles) =>
    [
        .. pairs.Where(pair => pair.Damage.Harm > singles.Where(single => pair.Faults.Contains(single.Faults[0])).Max(single => single.Damage.Harm)),
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

        var readyAt = first.Traffic.Max(series => (series.Stretches.Count == 0 ? 0 : series.Stretches[0].From) + ChaosScenario.SecondsToOpen(series.Group));
        var setUp = ChaosScenario.UpTo(file, readyAt);
        var draft = ChaosScenario.Times(setUp, file.Facts.Settings, [], readyAt, (long)wishes.Duration.TotalSeconds);
        var (calmFile, calm, result) = await _runner.RunAsync(ChaosScenario.With(setUp, [], draft), cancellationToken);
        if (calm.Outcomes.FirstOrDefault(outcome => !outcome.AsExpected) is { } unexpected)
        {
            throw new ChaosException($"The set-up fails at {unexpected.Path}: {unexpected.Action} {unexpected.Refusal?.Message ?? "is accepted"}. `plsim run` shows it.");
        }

        RefuseBroken(calm.Traffic.Select(series => (series.Group, Counts: series.Between(draft.FaultAt, draft.EndAt))).ToArray());
        var topology = ChaosTopology.Of(calmFile, calm, result.World);
        var checks =
            from name in setUp.Traffic.SelectMany(topology.EndpointsOf)
            from balancer in topology.LoadBalancersOf(topology.ServiceOf(topology.Endpoint(name)))
            select balancer.State.HealthCheck;
        return (setUp, ChaosScenario.Times(setUp, file.Facts.Settings, checks, readyAt, draft.Seconds), topology);
    }

    // What breaks by itself would be put down to the faults.
    private static void RefuseBroken((ClientGroup Group, ConnectionCounts Counts)[] calm)
    {
        var losing = calm.Where(each => each.Counts.Lost > 0 || (each.Group.KeepOpen == 0 && each.Counts.Attempted == 0)).ToArray();
        if (losing.Length > 0)
        {
            throw new ChaosException(
                $"Without any fault, connections of {string.Join(", ", losing.Select(each => each.Group.Name))} do not reach a target; mend that first, `plsim run` shows it.");
        }

        var breaking = calm.Where(each => each.Counts.Broken > 0).ToArray();
        if (breaking.Length > 0)
        {
            throw new ChaosException(
                $"Without any fault, open connections of {string.Join(", ", breaking.Select(each => each.Group.Name))} break; mend that first, `plsim run` shows it.");
        }
    }

    private async Task<ImmutableArray<ChaosRun>> RunAllAsync(
        Scenario setUp, ChaosTimes times, ChaosTopology topology, ImmutableArray<ImmutableArray<ChaosFault>> faults, CancellationToken cancellationToken)
    {
        var runs = await _runner.RunAllAsync([.. faults.Select(some => (setUp, some))], times, topology, looks: true, wishes.Objective, cancellationToken);
        return
        [
            .. runs.Select((run, index) => run
                ?? throw new KernelFaultException($"A fault that stands in the topology was refused: {string.Join(", ", faults[index].Select(fault => fault.Text))}.")),
        ];
    }
}
