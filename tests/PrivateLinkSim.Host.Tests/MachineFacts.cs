namespace PrivateLinkSim.Host.Tests;

/// <summary>A test that sends signals; skipped where there are none.</summary>
public sealed class SignalFactAttribute : FactAttribute
{
    public SignalFactAttribute() => Skip = OperatingSystem.IsWindows() ? "Windows has no signals" : null;
}

/// <summary>A theory that sends signals; skipped where there are none.</summary>
public sealed class SignalTheoryAttribute : TheoryAttribute
{
    public SignalTheoryAttribute() => Skip = OperatingSystem.IsWindows() ? "Windows has no signals" : null;
}

/// <summary>A test that sets a process's clock; skipped where libfaketime is missing.</summary>
public sealed class ClockFactAttribute : FactAttribute
{
    public ClockFactAttribute() => Skip = Library is null ? "libfaketime is not installed (Debian: apt-get install faketime)" : null;

    /// <summary>The library that a process is started with.</summary>
    public static string? Library { get; } = !OperatingSystem.IsLinux() ? null : Directory.EnumerateDirectories("/usr/lib")
        .Select(directory => Path.Combine(directory, "faketime", "libfaketimeMT.so.1"))
        .FirstOrDefault(File.Exists);
}

/// <summary>A test that needs a disk of its own; skipped where none can be mounted.</summary>
public sealed class DiskFactAttribute : FactAttribute
{
    public DiskFactAttribute() => Skip = SmallDisk.Missing;
}
