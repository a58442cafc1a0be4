using System.Diagnostics;

namespace PrivateLinkSim.Host.Tests;

/// <summary>A file system of its own that can be full or read-only, also for root.</summary>
public sealed class SmallDisk : IDisposable
{
    private static readonly Lazy<string?> Refusal = new(Try);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("plsim-disk-");

    /// <summary>Mounts one of this size, as mount writes it.</summary>
    public SmallDisk(string size)
    {
        if (!Execute("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", Path))
        {
            throw new InvalidOperationException($"No file system can be mounted at {Path}.");
        }
    }

    /// <summary>Why there can be none; null when there can.</summary>
    public static string? Missing => Refusal.Value;

    public string Path => _directory.FullName;

    /// <summary>Changes how it is mounted: <c>size=64m</c>, <c>ro</c>, <c>rw</c>.</summary>
    public void Remount(string option) => Assert.True(Execute("mount", "-o", $"remount,{option}", Path));

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Execute("umount", "--lazy", Path);
        _directory.Delete(recursive: true);
    }

    /// <summary>Makes a file read-only, for root too, until the answer is disposed of.</summary>
    public static IDisposable Seal(string file)
    {
        Assert.True(Execute("mount", "--bind", file, file) && Execute("mount", "-o", "remount,ro,bind", file));
        return new SealedFile(file);
    }

    private static string? Try()
    {
        if (!OperatingSystem.IsLinux())
        {
            return "the tests mount a disk on Linux only";
        }

        try
        {
            using var disk = new SmallDisk("64k");
            return null;
        }
        catch (InvalidOperationException)
        {
            return "no disk can be mounted: that takes root";
        }
    }

    private static bool Execute(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    private sealed class SealedFile(string file) : IDisposable
    {
        public void Dispose()
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Execute("umount", "--lazy", file);
        }
    }
}
