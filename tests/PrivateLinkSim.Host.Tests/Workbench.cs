using PrivateLinkSim.Host;

namespace PrivateLinkSim.Host.Tests;

/// <summary>A directory of its own to give commands in, and what they answered.</summary>
public sealed class Workbench : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("plsim-tests-");

    public string Root => _directory.FullName;

    public string Path(string name) => System.IO.Path.Combine(Root, name);

    public Workbench With(string name, string content)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path(name))!);
        File.WriteAllText(Path(name), content);
        return this;
    }

    public Task<Answer> RunAsync(params string[] arguments) => RunAsync(shell => shell, arguments);

    public async Task<Answer> RunAsync(Func<Shell, Shell> adapt, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await PlsimApp.RunAsync(arguments, adapt(new Shell(output, error, Root)));
        return new Answer(code, output.ToString(), error.ToString());
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _directory.Delete(recursive: true);
    }
}

/// <summary>What a command answered.</summary>
public sealed record Answer(int Code, string Output, string Error)
{
    public string LastLine => Output.TrimEnd('\n').Split('\n')[^1];

    public string Digest => LastLine.Split(' ').First(word => word.StartsWith("sha256:", StringComparison.Ordinal));
}
