using System.Diagnostics;
using System.Runtime.InteropServices;

namespace PrivateLinkSim.Benchmarks;

/// <summary>The built programs whose start is measured.</summary>
internal static class Programs
{
    private static readonly string Suffix = OperatingSystem.IsWindows() ? ".exe" : "";

    /// <summary>The folder of the sources.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The product as run.sh builds it; it need not be there.</summary>
    public static string Plsim { get; } = Path.Combine(Root, "src", "PrivateLinkSim.Host", "bin", "Release", "net10.0", $"plsim{Suffix}");

    /// <summary>This program, which ends at once when it is asked for nothing: the limit of every start.</summary>
    public static string Nothing { get; } = Path.Combine(AppContext.BaseDirectory, $"PrivateLinkSim.Benchmarks{Suffix}");

    /// <summary>What is said when it is not.</summary>
    public const string NotBuilt = "start-up is left out: plsim is not built (./run.sh --version builds it)";

    /// <summary>Whether the product has been built.</summary>
    public static bool IsPlsimBuilt => File.Exists(Plsim);

    /// <summary>With what a mode ends that can measure nothing without the product.</summary>
    public const int CantMeasure = 5;

    /// <summary>Whether the product has been built; says so when it is not.</summary>
    public static bool HasPlsim()
    {
        if (!IsPlsimBuilt)
        {
            Console.Error.WriteLine("Nothing is measured: plsim is not built (./run.sh --version builds it).");
        }

        return IsPlsimBuilt;
    }

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="InvalidOperationException">It did not end with 0.</exception>
    public static void Run(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true,
        };

        // A program that was built finds its runtime by itself only in the usual places.
        start.Environment.TryAdd("DOTNET_ROOT", Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..")));
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            var call = string.Join(' ', [program, .. arguments]);
            throw new InvalidOperationException($"{call} ended with {process.ExitCode}: {errors.GetAwaiter().GetResult()}");
        }
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "PrivateLinkSim.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"PrivateLinkSim.sln is in no folder above {AppContext.BaseDirectory}.");
    }
}
