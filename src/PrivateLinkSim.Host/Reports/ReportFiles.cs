using System.Collections.Immutable;

namespace PrivateLinkSim.Host;

/// <summary>The files that <c>--report</c> asks for. Whether they can be written is found out before anything runs.</summary>
internal sealed class ReportFiles(Shell shell, ReportWishes wishes)
{
    /// <summary>Whether any is asked for.</summary>
    public bool Any => wishes is not { Junit: null, Html: null, Csv: null };

    /// <summary>Tries each place.</summary>
    /// <param name="scenarios">The files that are read, none of which a report may replace.</param>
    /// <exception cref="UsageException">A place can't be written. The message names each.</exception>
    public void Check(IEnumerable<string> scenarios)
    {
        string[] files = [.. new[] { wishes.Junit, wishes.Html }.OfType<string>().Select(shell.Resolve)];
        string[] taken = [.. scenarios.Select(shell.Resolve)];
        if (files.FirstOrDefault(file => taken.Contains(file, StringComparer.Ordinal)) is { } scenario)
        {
            throw new UsageException($"The report would replace the scenario {shell.Show(scenario)}; name another file.");
        }

        if (files is [var one, var other] && one == other)
        {
            throw new UsageException($"Two reports can't go to the same file, {shell.Show(one)}.");
        }

        InEach(
        [
            .. files.Select(file => (file, (Action)(() => Try(file)))),
            .. new[] { wishes.Csv }.OfType<string>().Select(shell.Resolve)
                .Select(directory => (directory, (Action)(() => Try(Path.Combine(directory, "plsim.csv"))))),
        ]);
    }

    /// <summary>Writes all of them.</summary>
    /// <exception cref="UsageException">Some can't be written. The others are.</exception>
    public void Write(IReadOnlyList<RunReport> reports)
    {
        var texts = new List<(string Path, string Text)>();
        if (wishes.Junit is { } junit)
        {
            texts.Add((shell.Resolve(junit), JunitReport.Text(Named(reports))));
        }

        if (wishes.Html is { } html)
        {
            texts.Add((shell.Resolve(html), HtmlReport.Text(reports)));
        }

        if (wishes.Csv is { } directory)
        {
            texts.AddRange(
                from each in Named(reports)
                from table in CsvReport.Tables(each.Name, each.Report)
                select (Path.Combine(shell.Resolve(directory), table.Name), table.Text));
        }

        InEach([.. texts.Select(each => (each.Path, (Action)(() => Put(each.Path, each.Text))))]);
    }

    // Scenarios of different directories may be called alike; the later ones get a number.
    private static IEnumerable<(string Name, RunReport Report)> Named(IEnumerable<RunReport> reports)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var report in reports)
        {
            var name = report.File.Name;
            for (var number = 2; !names.Add(name); number++)
            {
                name = FormattableString.Invariant($"{report.File.Name}-{number}");
            }

            yield return (name, report);
        }
    }

    private void InEach(ImmutableArray<(string Path, Action Do)> places)
    {
        var wrong = new List<string>();
        foreach (var (path, act) in places)
        {
            try
            {
                act();
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                wrong.Add($"The report {shell.Show(path)} can't be written: {failure.Message}");
            }
        }

        if (wrong.Count > 0)
        {
            throw new UsageException(string.Join('\n', wrong), ExitCode.NotReachable);
        }
    }

    private static void Put(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    // What is there stays as it is until there is something to write; a pipe must not be opened twice, and has no length.
    private static void Try(string path)
    {
        if (Directory.Exists(path))
        {
            throw new IOException("It is a directory.");
        }

        if (!File.Exists(path))
        {
            Put(path, "");
            File.Delete(path);
        }
        else if (new FileInfo(path).Length > 0)
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Write);
        }
    }
}
