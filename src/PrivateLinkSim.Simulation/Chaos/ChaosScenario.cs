using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>A scenario that a study of faults can't be made of; the message says why, and what would be right.</summary>
public sealed class ChaosException(string message) : Exception(message);

/// <summary>When the faults of a study happen, in seconds of the run.</summary>
/// <param name="FaultAt">The second in which they begin.</param>
/// <param name="Seconds">How long they last.</param>
/// <param name="RecoverySeconds">How long the run goes on after them: until all is found out and no client keeps an old answer.</param>
public sealed record ChaosTimes(long FaultAt, long Seconds, long RecoverySeconds)
{
    /// <summary>The second in which they are repaired.</summary>
    public long RepairAt => FaultAt + Seconds;

    /// <summary>The second in which the run ends.</summary>
    public long EndAt => RepairAt + RecoverySeconds;
}

/// <summary>Changes a scenario into those that a study of faults runs.</summary>
public static class ChaosScenario
{
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    /// <summary>How long everything has been set up before a fault, in seconds.</summary>
    public const long Calm = 60;

    /// <summary>
    /// The scenario without its own faults and without what it expects, and an hour longer, so that every endpoint has the time to
    /// come up. Each step keeps its time.
    /// </summary>
    public static Scenario WithoutFaults(ScenarioFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return file.Scenario with { Steps = Plain(file, _ => true), Linger = Durations.Text(Patience) };
    }

    /// <summary>The same up to a second of the run: what comes later is the scenario's story, and no set-up.</summary>
    public static Scenario UpTo(ScenarioFile file, long second)
    {
        ArgumentNullException.ThrowIfNull(file);
        var last = file.Start + TimeSpan.FromSeconds(second);
        return file.Scenario with { Steps = Plain(file, at => at <= last), Linger = null };
    }

    /// <summary>A set-up with faults in it, all at the same time; with none, the calm run that the others are compared with.</summary>
    public static Scenario With(Scenario setUp, ImmutableArray<ChaosFault> faults, ChaosTimes times)
    {
        ArgumentNullException.ThrowIfNull(setUp);
        ArgumentNullException.ThrowIfNull(times);
        var at = (Moment.Parse(setUp.Start) + TimeSpan.FromSeconds(times.FaultAt)).ToString();
        var duration = Durations.Text(TimeSpan.FromSeconds(times.Seconds));
        return setUp with
        {
            Steps = [.. setUp.Steps, .. faults.Select(fault => fault.Step(duration) with { At = at }), new Step { At = at }],
            Linger = Durations.Text(TimeSpan.FromSeconds(times.EndAt - times.FaultAt)),
        };
    }

    /// <summary>When faults are to happen in a set-up that stands from a second on.</summary>
    public static ChaosTimes Times(Scenario setUp, Settings settings, IEnumerable<HealthCheck> checks, long readyAt, long seconds)
    {
        ArgumentNullException.ThrowIfNull(setUp);
        ArgumentNullException.ThrowIfNull(settings);
        var found = checks.SelectMany(check => new[] { check.Detection(answers: true), check.Detection(answers: false) + check.Timeout })
            .Concat([settings.ZoneRecoveryDetection, settings.ZoneImpairmentDetection, settings.CrossRegionZoneFailover])
            .Max(time => (long)time.TotalSeconds);
        var recovery = setUp.Traffic.Max(group => group.ResolverSeconds + (group.KeepOpen > 0 ? group.NoticeSeconds + SecondsToOpen(group) : 0));
        return new ChaosTimes(readyAt + Calm, seconds, found + recovery + Calm);
    }

    /// <summary>How long a group takes to open all that it keeps open.</summary>
    public static long SecondsToOpen(ClientGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        return (group.KeepOpen + group.ConnectionsPerSecond - 1) / group.ConnectionsPerSecond;
    }

    /// <summary>Reads a changed scenario as if it came from a file.</summary>
    /// <exception cref="BadScenarioException">The change left no scenario.</exception>
    internal static ScenarioFile Read(Scenario scenario, ScenarioFile of) => ScenarioFile.Of(scenario, of.FileName, of.Facts.Regions);

    private static ImmutableArray<Step> Plain(ScenarioFile file, Func<Moment, bool> isWanted) =>
    [
        .. file.Scenario.Steps
            .Select((step, index) => (Step: step, At: file.StepAt(index)))
            .Where(each => isWanted(each.At) && StepCommand.NamesOf(each.Step).Any() && !IsFault(each.Step))
            .Select(each => each.Step.Silent(each.At)),
    ];

    // What the simulator makes happen to zones, Regions, load balancers and endpoints, and what an operator does against it.
    private static bool IsFault(Step step) => step is { ZonalShift: not null } or { UpdateZonalShift: not null } or { CancelZonalShift: not null } || StepCommand.Of(step) is { IsFault: true };
}
