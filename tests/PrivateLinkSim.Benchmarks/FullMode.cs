using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace PrivateLinkSim.Benchmarks;

/// <summary>The full run with BenchmarkDotNet; its own arguments choose among the benchmarks.</summary>
internal static class FullMode
{
    /// <summary>Runs what the arguments choose; without any, everything, and what BenchmarkDotNet does not measure.</summary>
    public static void Run(string[] args)
    {
        if (!Programs.IsPlsimBuilt)
        {
            Console.Error.WriteLine(Programs.NotBuilt);
        }

        // In this process: the ratio to a limit is honest only where both ran, and the build of a project of its own is saved.
        var config = DefaultConfig.Instance
            .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.DontLogOutput).AsMutator())
            .AddFilter(new SimpleFilter(benchmark => Programs.IsPlsimBuilt || benchmark.Descriptor.Type != typeof(StartUpBenchmarks)))
            .WithArtifactsPath(Path.Combine(Programs.Root, "artifacts", "benchmarks"));
        BenchmarkSwitcher.FromAssembly(typeof(FullMode).Assembly).Run(args.Length == 0 ? ["--filter", "*"] : args, config);
        if (args.Length == 0)
        {
            ShortMode.RunRest();
        }
    }
}
