using PrivateLinkSim.Simulation;
using PrivateLinkSim.Simulation.Tests;

namespace PrivateLinkSim.Benchmarks;

/// <summary>The runs that the kernel and the journal are measured with.</summary>
internal static class ToyRuns
{
    public const string RunId = "run-1";

    /// <summary>Entries of the log that a round has besides its notes: the command, its fan, its answer.</summary>
    public const int EntriesAroundNotes = 3;

    // With it, a row is about as long as that of a usual small event of the product.
    private const string Text = "a note with an arn:aws:iam::444455556666:root in it, and some more text, as long as a small event is";

    /// <summary>Every round, one entity asks all others to listen, which changes nothing: turns without events.</summary>
    public static ScriptedInputs Listening(int rounds, int entities) =>
        new ScriptedInputs().At(0, Given.Region, new ToyCommand.Ring(Given.Endpoints(entities), rounds));

    /// <summary>Every round, one entity asks all others to take a note: an event for each turn.</summary>
    public static ScriptedInputs Notes(int rounds, int entities)
    {
        var inputs = new ScriptedInputs();
        var endpoints = Given.Endpoints(entities);
        for (var round = 0; round < rounds; round++)
        {
            inputs.At(round * 0.01, Given.Region, new ToyCommand.Fan(endpoints, new ToyCommand.Note(Text)));
        }

        return inputs;
    }

    /// <summary>The entries that a log of notes has.</summary>
    public static int EntriesOf(int rounds, int entities) => (rounds * (entities + EntriesAroundNotes)) + 1;

    /// <summary>Writes the log of a run of notes to an SQLite file.</summary>
    /// <param name="interruptedAt">The round before which the run is interrupted; null for none.</param>
    public static async Task WriteAsync(string file, int rounds, int entities, int? interruptedAt = null)
    {
        using var interruption = new CancellationTokenSource();
        var inputs = Notes(rounds, entities);
        inputs.Taking = round => CancelAt(round, interruptedAt, interruption);
        await using var simulator = Simulator.Open(JournalOptions.Sqlite(file));
        await simulator.RunAsync(Given.Plan(inputs, RunId), cancellationToken: interruption.Token);
    }

    private static void CancelAt(int round, int? interruptedAt, CancellationTokenSource interruption)
    {
        if (round + 1 == interruptedAt)
        {
            interruption.Cancel();
        }
    }
}
