using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>
/// Takes an exported log in as a run. A run of its own under <c>runs/</c> is written under another name and gets its own when
/// it is whole; one that is added to a journal file is added in one transaction. So what is killed leaves no run behind.
/// </summary>
internal sealed class LogImport(Shell shell, string? database, string? wantedId)
{
    private const int MostReasons = 5;

    /// <summary>Whether a run may have this id, which may become the name of a file.</summary>
    public static bool IsId(string text) =>
        text.Length is > 0 and < 200 && char.IsAsciiLetterOrDigit(text[0]) && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_');

    /// <summary>Imports a file, or the input.</summary>
    /// <exception cref="LogDamagedException">It is not what was exported; nothing is kept.</exception>
    public (StoredRun Run, LogFindings Findings) Take(string name)
    {
        using var stream = name == "-" ? shell.Input() : OpenFile(name);
        var shown = name == "-" ? "The input" : name;
        using var rows = ExportedLog.Rows(stream, shown).GetEnumerator();
        var first = rows.MoveNext() ? rows.Current : throw new UsageException($"{shown} is empty.");
        var run = Target(first, name);
        if (run.Journal is RunJournal.Database)
        {
            using var writer = Open(run);
            var taken = Copy(rows, run.Id, shown, writer);
            writer.Commit();
            return (run, taken);
        }

        var isNew = !File.Exists(run.File!);
        var file = isNew ? $"{run.File}.importing" : run.File!;
        try
        {
            LogFindings findings;
            using (var writer = Open(file, run))
            {
                findings = Copy(rows, run.Id, shown, writer);
                writer.Commit();
            }

            if (isNew)
            {
                GiveName(file, run);
            }

            return (run, findings);
        }
        catch (Exception failure) when (isNew && failure is not RunInUseException)
        {
            JournalWriter.RemoveUnused(file);
            throw;
        }
    }

    private static LogFindings Copy(IEnumerator<JournalRow> rows, string id, string shown, JournalWriter writer)
    {
        var audit = new LogAudit(new LogAuditOptions { IsNumbered = false });
        do
        {
            audit.Take(rows.Current);
            if (!audit.HasBreak && rows.Current.Defect is null)
            {
                writer.Add(id, rows.Current.Row);
            }
        }
        while (audit.StoppedAt is null && rows.MoveNext());

        var findings = audit.Conclude(rows: null);
        return findings.IsSound
            ? findings
            : throw new LogDamagedException(
                $"{shown} is damaged, and nothing was imported:\n{string.Join('\n', findings.Damages.Take(MostReasons).Select(damage => $"line {AuditReport.Line(damage)}"))}");
    }

    private StoredRun Target(JournalRow first, string name)
    {
        var id = wantedId ?? Bookkeeping.RunIdOf(first.Row) switch
        {
            { } known when known != name && IsId(known) => known,
            _ when IsId(Path.GetFileNameWithoutExtension(name)) => Path.GetFileNameWithoutExtension(name),
            _ => throw new UsageException("The log does not say how its run was called; name it with --as ID."),
        };
        var run = database is null ? new RunStore(shell).Named(id)
            : PostgresConnection.IsMeantBy(database) ? new StoredRun(id, new RunJournal.Database(RunStore.ParseServer(database, "--db")))
            : new StoredRun(id, shell.Resolve(database));
        if (database is null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(run.File!)!);
            RequireFree(File.Exists(run.File), run);
        }

        return run;
    }

    private JournalWriter Open(string file, StoredRun run)
    {
        if (file != run.File)
        {
            // What a killed import left behind; one that goes on holds the lock.
            JournalWriter.RemoveUnused(file);
        }

        return RequireFree(JournalWriter.OpenSqlite(file), run);
    }

    private JournalWriter Open(StoredRun run) =>
        RequireFree(JournalWriter.OpenPostgres(((RunJournal.Database)run.Journal).Server, run.Id), run);

    private JournalWriter RequireFree(JournalWriter writer, StoredRun run)
    {
        try
        {
            RequireFree(writer.Holds(run.Id), run);
            return writer;
        }
        catch
        {
            writer.Dispose();
            throw;
        }
    }

    private void GiveName(string file, StoredRun run)
    {
        try
        {
            File.Move(file, run.File!, overwrite: false);
        }
        catch (IOException) when (File.Exists(run.File))
        {
            RequireFree(isTaken: true, run);
        }

        JournalWriter.RemoveUnused(file);
    }

    private void RequireFree(bool isTaken, StoredRun run)
    {
        if (isTaken)
        {
            throw new UsageException($"There is a run '{new RunStore(shell).NameOf(run)}' already, and nothing is overwritten; --as ID gives this one another id.");
        }
    }

    private FileStream OpenFile(string name)
    {
        var file = shell.Resolve(name);
        return File.Exists(file) ? File.OpenRead(file) : throw new UsageException($"There is no file {name}.");
    }
}
