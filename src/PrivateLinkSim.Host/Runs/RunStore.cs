using System.Globalization;

namespace PrivateLinkSim.Host;

/// <summary>
/// The runs of a working directory: a journal file for each under <c>runs/</c>, named after the scenario and a number.
/// </summary>
internal sealed class RunStore(Shell shell)
{
    private const string Extension = ".db";

    private string Root => shell.Resolve("runs");

    /// <summary>A new run of a scenario, with a file that nobody else has.</summary>
    public StoredRun Create(string scenario)
    {
        Directory.CreateDirectory(Root);
        for (var number = Ids().Select(id => NumberOf(id, scenario)).DefaultIfEmpty(0).Max() + 1; ; number++)
        {
            var run = At(IdOf(scenario, number));
            try
            {
                new FileStream(run.File, FileMode.CreateNew, FileAccess.Write).Dispose();
                return run;
            }
            catch (IOException) when (File.Exists(run.File))
            {
                // Another process was quicker; the next number is free.
            }
        }
    }

    /// <summary>A new run of a scenario in a journal file of the user's choice.</summary>
    public StoredRun CreateIn(string database, string scenario)
    {
        var file = shell.Resolve(database);
        var ids = File.Exists(file) ? StoredRun.RunsOf(file).Select(run => run.RunId) : [];
        return new StoredRun(IdOf(scenario, ids.Select(id => NumberOf(id, scenario)).DefaultIfEmpty(0).Max() + 1), file);
    }

    /// <summary>The runs under <c>runs/</c>, scenario by scenario in the order of their numbers.</summary>
    public IEnumerable<StoredRun> All() => Ids()
        .Select(id => (Id: id, Dash: id.LastIndexOf('-')))
        .OrderBy(each => each.Dash < 0 ? each.Id : each.Id[..each.Dash], StringComparer.Ordinal)
        .ThenBy(each => each.Dash < 0 ? 0 : NumberOf(each.Id, each.Id[..each.Dash]))
        .ThenBy(each => each.Id, StringComparer.Ordinal)
        .Select(each => At(each.Id));

    /// <summary>The run that a user names: by its id, by its journal file, or as <c>FILE#RUN</c> where a file holds several.</summary>
    public StoredRun Find(string name)
    {
        if (File.Exists(At(name).File))
        {
            return At(name);
        }

        var hash = name.LastIndexOf('#');
        var (path, id) = hash < 0 || File.Exists(shell.Resolve(name)) ? (name, null) : (name[..hash], name[(hash + 1)..]);
        var file = shell.Resolve(path);
        if (!File.Exists(file))
        {
            throw new UsageException($"There is no run '{name}' under {shell.Show(Root)}/.{Nearest.Hint(name, Ids())} `plsim runs list` shows all.");
        }

        var ids = StoredRun.RunsOf(file).Select(run => run.RunId).ToArray();
        return (id, ids) switch
        {
            (null, [var only]) => new StoredRun(only, file),
            (null, []) when At(Path.GetFileNameWithoutExtension(file)) is var empty && empty.File == file => empty,
            (null, []) => throw new UsageException($"The journal {path} holds no run: {StoredRun.Emptiness}."),
            (null, _) => throw new UsageException($"The journal {path} holds several runs; name one of them: {string.Join(", ", ids.Select(each => $"{path}#{each}"))}."),
            _ when ids.Contains(id, StringComparer.Ordinal) => new StoredRun(id, file),
            _ => throw new UsageException($"The journal {path} has no run '{id}'.{Nearest.Hint(id, ids)}"),
        };
    }

    /// <summary>How a command line names a run: by its id where it lies under <c>runs/</c>, otherwise with its file.</summary>
    public string NameOf(StoredRun run) => run == At(run.Id) ? run.Id : $"{shell.Show(run.File)}#{run.Id}";

    private StoredRun At(string id) => new(id, Path.Combine(Root, $"{id}{Extension}"));

    private IEnumerable<string> Ids() => Directory.Exists(Root)
        ? Directory.EnumerateFiles(Root, $"*{Extension}").Select(file => Path.GetFileNameWithoutExtension(file))
        : [];

    private static string IdOf(string scenario, int number) => string.Create(CultureInfo.InvariantCulture, $"{scenario}-{number}");

    private static int NumberOf(string id, string scenario) =>
        id.Length > scenario.Length + 1
        && id.StartsWith(scenario, StringComparison.Ordinal)
        && id[scenario.Length] == '-'
        && int.TryParse(id.AsSpan(scenario.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;
}
