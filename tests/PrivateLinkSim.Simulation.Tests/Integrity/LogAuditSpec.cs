using Xunit.Abstractions;

namespace PrivateLinkSim.Simulation.Tests;

/// <summary>Whatever is done to a journal is found and named at its place.</summary>
public sealed class LogAuditSpec(ITestOutputHelper output) : IDisposable
{
    private const int Tamperings = 200;
    private const string RunId = "run-1";

    private readonly JournalFile _file = new();
    private readonly JournalFile _other = new();

    public void Dispose()
    {
        _file.Dispose();
        _other.Dispose();
    }

    [Fact]
    public async Task Two_hundred_tamperings_of_every_kind_are_found_and_named_at_their_places()
    {
        var ended = await Log(_file, LongScript());
        var foreign = await Log(_other, new ScriptedInputs().At(1, Given.Region, new ToyCommand.Fan(Given.Endpoints(60), new ToyCommand.Note("other"))));
        Assert.True(ended.Count > 2000, $"{ended.Count}");
        var interrupted = ended.Take(ended.Count * 2 / 3).ToList();
        var wrong = new List<string>();
        for (var seed = 0; seed < Tamperings; seed++)
        {
            var sound = seed / Tamperer.Ways % 2 == 0 ? ended : interrupted;
            var tampering = new Tamperer(sound, foreign, seed).Make(seed);
            var file = $"{_file.Path}-{seed}";
            JournalTable.Write(file, RunId, tampering.Rows);
            using var reader = JournalReader.OpenSqlite(file);

            var findings = LogAudit.Of(reader, RunId, new LogAuditOptions { Catalogue = Given.Catalogue });

            if (findings.Damages is not [var only] || only.Kind != tampering.Kind || only.Position != tampering.Position || only.Rows != tampering.Count
                || (tampering.Other is not null && only.Other != tampering.Other))
            {
                wrong.Add($"seed {seed}: {tampering with { Rows = [] }} was called {string.Join(" AND ", findings.Damages)}");
            }

            output.WriteLine($"{seed}: {tampering.Name}: {string.Join("; ", findings.Damages.Select(damage => damage.Reason))}");
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task A_row_of_garbage_between_sound_rows_was_inserted()
    {
        var sound = await Log(_file, Given.BusyScript());
        List<TableRow> rows = [.. sound.Take(40), sound[40] with { Message = "garbage"u8.ToArray() }, .. sound.Skip(40)];
        JournalTable.Write($"{_file.Path}-garbage", RunId, rows.Select((row, at) => row with { Number = at + 1 }));
        using var reader = JournalReader.OpenSqlite($"{_file.Path}-garbage");

        var damage = Assert.Single(LogAudit.Of(reader, RunId, new LogAuditOptions()).Damages);

        Assert.Equal((DamageKind.Inserted, 41), (damage.Kind, damage.Position));
    }

    private static ScriptedInputs LongScript()
    {
        var inputs = Given.BusyScript();
        for (var round = 0; round < 20; round++)
        {
            inputs.At(60 + round, Given.Region, new ToyCommand.Fan(Given.Endpoints(40), new ToyCommand.Note($"late round {round}")));
        }

        return inputs;
    }

    private static async Task<List<TableRow>> Log(JournalFile file, ScriptedInputs inputs)
    {
        await using (var simulator = Simulator.Open(JournalOptions.Sqlite(file.Path)))
        {
            await simulator.RunAsync(Given.Plan(inputs, RunId) with { ScenarioName = "toys", ProgramVersion = "7", Verdict = () => "pass" });
        }

        using (var reader = JournalReader.OpenSqlite(file.Path))
        {
            Assert.Empty(LogAudit.Of(reader, RunId, new LogAuditOptions { Catalogue = Given.Catalogue }).Damages);
        }

        return JournalTable.Read(file.Path, RunId);
    }
}
