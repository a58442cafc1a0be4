using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>Opens what is compared: recorded runs, exported logs, and scenario files, which are run in memory.</summary>
internal static class ComparedRuns
{
    /// <summary>The run that a user names.</summary>
    public static async Task<ComparedRun> OpenAsync(Shell shell, string subject)
    {
        if (subject.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            return ScenarioFiles.Read([subject], shell) is [var scenario]
                ? Of(scenario.Shown, await ScenarioTrial.RunAsync(scenario.File, null, shell.Interruption))
                : throw new UsageException($"{subject} holds several scenarios; name one.");
        }

        return subject.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase)
            ? await OfExportAsync(shell, subject)
            : await OfStoredAsync(shell, new RunStore(shell).Find(subject));
    }

    /// <summary>A run that was just executed.</summary>
    public static ComparedRun Of(string name, ScenarioTrial trial)
    {
        var names = Names.Of(trial.Log);
        var started = (RunStarted)EventCatalogue.Standard.Read(trial.Log[0]);
        return new ComparedRun(new RunSide(name, RunSide.Listed(trial.Log), started, trial.File.Facts, names.Of) { Run = trial.Run }, names, trial.Result.Digest);
    }

    /// <summary>A recorded run.</summary>
    public static async Task<ComparedRun> OfStoredAsync(Shell shell, StoredRun stored)
    {
        var summary = stored.List().Summary;
        var log = stored.OpenLog();

        // Of two that are opened, each makes its index alone, for it may be the same run, and both are read side by side.
        return await Task.Run(() => OfLogAsync(shell, new RunStore(shell).NameOf(stored), log, summary.ScenarioName ?? stored.Id, summary.Digest));
    }

    private static async Task<ComparedRun> OfExportAsync(Shell shell, string subject)
    {
        var file = shell.Resolve(subject);
        var chain = new LogChain();
        var log = File.Exists(file) ? RunSide.Listed(ExportedLog.Read(file, chain)) : throw new UsageException($"There is no exported log {subject}.");
        return await OfLogAsync(shell, subject, log, Path.GetFileNameWithoutExtension(subject), chain.Digest);
    }

    // What a log does not tell is found out by running the scenario again. An outcome is that of the recorded run when running again comes to the same log.
    private static async Task<ComparedRun> OfLogAsync(Shell shell, string name, IRecordedLog log, string scenario, string? digest)
    {
        if (EventCatalogue.Standard.Read(log[0]) is not RunStarted started)
        {
            throw new LogDamagedException($"The log of {name} does not begin with the start of a run.");
        }

        var names = Names.Of(log, started);
        var side = new RunSide(name, log, started, new Facts(started.SettingsThen(), RegionData.Load().Regions), names.Of);
        if (digest is not null && log.Length <= RunSide.MostToRead)
        {
            var again = await ScenarioTrial.RunAsync(ScenarioFiles.Of(started, scenario), started.Seed, shell.Interruption);
            side = again.Result.Digest == digest ? side with { Run = again.Run } : side;
        }

        return new ComparedRun(side, names, digest);
    }
}
