using BenchmarkDotNet.Attributes;

namespace PrivateLinkSim.Benchmarks;

/// <summary>The built executable from start to end by the wall clock, against a .NET program that does nothing.</summary>
public class StartUpBenchmarks
{
    private static readonly string FirstEndpointScenario = Path.Combine(Programs.Root, "scenarios", "first-endpoint.json");

    private TemporaryFolder _folder = null!;

    /// <summary>Makes the folder that the programs are started in.</summary>
    [IterationSetup]
    public void Open() => _folder = new TemporaryFolder();

    /// <summary>Removes it with what they left there.</summary>
    [IterationCleanup]
    public void Close() => _folder.Dispose();

    /// <summary>The limit: a program that ends at once.</summary>
    [Benchmark(Baseline = true)]
    public void Nothing() => Programs.Run(Programs.Nothing, _folder.FullName, Program.NothingVerb);

    /// <summary><c>plsim --version</c>.</summary>
    [Benchmark]
    public void Version() => Programs.Run(Programs.Plsim, _folder.FullName, "--version");

    /// <summary><c>plsim run scenarios/first-endpoint.json</c>, with a journal in a file.</summary>
    [Benchmark]
    public void FirstEndpoint() => Programs.Run(Programs.Plsim, _folder.FullName, "run", FirstEndpointScenario, "--db", _folder.File("run.db"));
}
