namespace PrivateLinkSim.Host.Tests;

/// <summary>Disks that are full or take no writing.</summary>
public sealed class DiskSpec : IDisposable
{
    private const int Steps = 1_000;

    private readonly Workbench _bench = new Workbench().With("long.json", Given.LongStory(Steps));

    public void Dispose() => _bench.Dispose();

    [DiskFact]
    public async Task A_run_that_fills_the_disk_keeps_what_it_acknowledged_and_goes_on_when_there_is_room()
    {
        using var disk = new SmallDisk("1m");
        using var process = PlsimProcess.Start(disk.Path, "run", _bench.Path("long.json"), "--verbose");
        var full = await process.End();
        var log = await On(disk, "log", "export", "long-1");
        var stillFull = await On(disk, "run", "--resume", "long-1");
        disk.Remount("size=64m");
        var resumed = await On(disk, "run", "--resume", "long-1", "--quiet");
        var undisturbed = await _bench.RunAsync("run", "long.json", "--quiet", "--journal", "memory");

        Assert.Equal((5, ""), (full.Code, full.Output));
        Assert.Contains("plsim: The journal failed to write row ", full.Error, StringComparison.Ordinal);
        Assert.Contains("database or disk is full", full.Error, StringComparison.Ordinal);
        Assert.Equal(0, log.Code);
        Assert.Contains($"\"turn\":{process.Acknowledged},", log.Output, StringComparison.Ordinal);
        Assert.Equal(5, stillFull.Code);
        Assert.Equal((0, undisturbed.Digest), (resumed.Code, resumed.Digest));
        Assert.Equal(["long-1.db", "long-1.db.lock"], Directory.EnumerateFiles(Path.Combine(disk.Path, "runs")).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
    }

    [DiskFact]
    public async Task A_folder_that_takes_no_writing_is_said_in_one_line_and_its_runs_are_read()
    {
        using var disk = new SmallDisk("16m");
        var written = await On(disk, "run", _bench.Path("long.json"), "--quiet");
        disk.Remount("ro");

        var run = await On(disk, "run", _bench.Path("long.json"));
        var intoFile = await On(disk, "run", _bench.Path("long.json"), "--db", "runs/long-1.db");
        var show = await On(disk, "runs", "show", "long-1");
        var log = await On(disk, "log", "verify", "long-1");

        Assert.Equal((5, ""), (run.Code, run.Output));
        Assert.Matches(@"\Aplsim: .*Read-only file system.*\n\z", run.Error);
        Assert.Equal(5, intoFile.Code);
        Assert.Matches(@"\Aplsim: The journal .*/runs/long-1\.db can't be written: Read-only file system.*\n\z", intoFile.Error);
        Assert.Contains(written.Digest, show.Output, StringComparison.Ordinal);
        Assert.Equal(0, log.Code);
    }

    // A file that is mounted on itself can be read-only for root too, in a folder that is not.
    [DiskFact]
    public async Task A_journal_that_takes_no_writing_is_said_in_one_line_and_stays_as_it_is()
    {
        var file = _bench.Path("runs/long-1.db");
        await _bench.RunAsync("run", "long.json", "--quiet");
        var before = await File.ReadAllBytesAsync(file);
        using var sealing = SmallDisk.Seal(file);

        var run = await _bench.RunAsync("run", "long.json", "--db", "runs/long-1.db");

        Assert.Equal((5, ""), (run.Code, run.Output));
        Assert.Matches(@"\Aplsim: The journal .*attempt to write a readonly database.*\n\z", run.Error);
        Assert.Equal(before, await File.ReadAllBytesAsync(file));
    }

    private static async Task<Answer> On(SmallDisk disk, params string[] arguments)
    {
        using var process = PlsimProcess.Start(disk.Path, arguments);
        return await process.End();
    }
}
