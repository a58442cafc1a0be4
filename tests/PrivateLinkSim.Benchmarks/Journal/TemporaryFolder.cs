namespace PrivateLinkSim.Benchmarks;

/// <summary>A folder for journals that goes with what is in it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("plsim-bench-");

    public string FullName => _directory.FullName;

    /// <summary>The path of a file in it.</summary>
    public string File(string name) => Path.Combine(_directory.FullName, name);

    public void Dispose() => _directory.Delete(recursive: true);
}
