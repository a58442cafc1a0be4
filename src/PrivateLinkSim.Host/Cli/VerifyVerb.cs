using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary><c>plsim verify</c>: the same run in other ways, whose logs must be the same.</summary>
internal static class VerifyVerb
{
    private const int WayWidth = 48;

    public static Command Build(Shell shell)
    {
        var subject = new Argument<string>("FILE or RUN") { Description = "A scenario file, or a recorded run (its id or journal file)." };
        var runs = new Option<int>("--runs") { Description = "In how many other ways.", HelpName = "N", DefaultValueFactory = _ => 3, CustomParser = Ways };
        var seed = new Option<long?>("--seed") { Description = "Draw ids from another seed than the scenario's.", HelpName = "N", CustomParser = WholeNumber.Read<long> };
        var otherVersion = new Option<bool>("--other-version") { Description = "Verify also what another version of plsim recorded." };
        var report = ReportWishes.Option(withFiles: false);
        var verb = new Command(
            "verify",
            $"Run a scenario again with other threads, journals and delivery orders, or compute a recorded run anew, and compare the logs. Where {RunStore.ServerVariable} names a database, once more there. For example: plsim verify scenarios/opt-in.json --report rules")
        {
            subject, runs, seed, otherVersion, report,
        };
        verb.SetAction((parsed, _) =>
        {
            var name = parsed.GetRequiredValue(subject);
            var count = parsed.GetValue(runs);
            return name.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || Directory.Exists(shell.Resolve(name))
                ? VerifyScenariosAsync(shell, name, parsed.GetValue(seed), count, parsed.GetValue(report) ?? ReportWishes.None)
                : VerifyRunAsync(shell, new RunStore(shell).Find(name), count, parsed.GetValue(otherVersion), parsed.GetValue(report) ?? ReportWishes.None);
        });
        return verb;
    }

    private static int Ways(ArgumentResult result)
    {
        var count = WholeNumber.Read<int>(result);
        if (count is < 1 or > 1000)
        {
            result.AddError("--runs takes a number from 1 to 1000.");
        }

        return count ?? 0;
    }

    private static async Task<int> VerifyScenariosAsync(Shell shell, string path, long? seed, int count, ReportWishes report)
    {
        var code = ExitCode.Success;
        foreach (var scenario in ScenarioFiles.Read([path], shell))
        {
            shell.OutputPage.Line(new Piece($"{scenario.File.Name}: {scenario.File.Scenario.Title}", Ink.Strong));
            ScenarioRun? last = null;
            var verifier = new Verifier(id => ScenarioFiles.Plan(last = new ScenarioRun(scenario.File, seed), id));
            var plain = await verifier.RunAsync(RunVariant.Plain, shell.Interruption);
            Show(shell, "as it is run", plain);
            code = Math.Max(code, await CompareAsync(shell, scenario.File.Name, verifier, plain.Digest, count));
            WriteRules(shell, report, scenario.File, last!);
        }

        return code;
    }

    private static async Task<int> VerifyRunAsync(Shell shell, StoredRun stored, int count, bool otherVersion, ReportWishes report)
    {
        var listing = stored.List();
        if (listing.State is RunState.Empty)
        {
            throw stored.NothingWritten();
        }

        if (listing.State is RunState.Running)
        {
            throw new UsageException($"Run '{stored.Id}' is being written by another process.", ExitCode.InUse);
        }

        if (listing.State != RunState.Ended)
        {
            throw new UsageException($"Run '{stored.Id}' has not ended; `plsim run --resume {new RunStore(shell).NameOf(stored)}` takes it to its end.");
        }

        if (!otherVersion && listing.Summary.ProgramVersion != Program.Version)
        {
            throw new UsageException(
                $"Run '{stored.Id}' was recorded by plsim {listing.Summary.ProgramVersion}; this is {Program.Version}, which may decide otherwise. --other-version compares all the same.");
        }

        var log = stored.ReadLog();
        var (file, seed) = ScenarioFiles.FromLog(stored, listing.Summary.ScenarioName ?? stored.Id);
        shell.OutputPage.Line(new Piece($"{stored.Id}: {file.Scenario.Title}", Ink.Strong));
        shell.OutputPage.Columns([new Piece("  = ", Ink.Good), "recorded"], WayWidth, new Piece(Short(listing.Summary.Digest!), Ink.Faint));
        ScenarioRun? last = null;
        var verifier = Verifier.Of(id => ScenarioFiles.Plan(last = new ScenarioRun(file, seed), id), log, listing.Summary.StateDigest);
        var code = await CompareAsync(shell, stored.Id, verifier, listing.Summary.Digest!, count);
        WriteRules(shell, report, file, last!);
        return code;
    }

    private static void WriteRules(Shell shell, ReportWishes report, ScenarioFile file, ScenarioRun run)
    {
        if (report.Rules)
        {
            new RulesReport(shell.OutputPage).WriteExercised(RuleUse.Of(file, run));
        }
    }

    private static async Task<int> CompareAsync(Shell shell, string name, Verifier verifier, string digest, int count)
    {
        var different = 0;
        RunVariant[] ways = [.. RunVariant.Take(count), .. new RunStore(shell).Server is { } server ? [RunVariant.On(server)] : Array.Empty<RunVariant>()];
        foreach (var variant in ways)
        {
            var outcome = await verifier.RunAsync(variant, shell.Interruption);
            Show(shell, variant.ToString(), outcome);
            different += outcome.Difference is null ? 0 : 1;
        }

        var (word, ink, rest) = different == 0
            ? ("SAME", Ink.Good, string.Create(CultureInfo.InvariantCulture, $" {name} digest {digest} in {ways.Length} other {(ways.Length == 1 ? "way" : "ways")}"))
            : ("DIFFERENT", Ink.Bad, string.Create(CultureInfo.InvariantCulture, $" {name}: {different} of {ways.Length} other ways came to another log"));
        shell.OutputPage.Columns([new Piece(word, ink), rest], 0);
        return different == 0 ? ExitCode.Success : ExitCode.NotDeterministic;
    }

    // The last line has the whole digest.
    private static string Short(string digest) => digest[..19];

    private static void Show(Shell shell, string way, VariantOutcome outcome)
    {
        var page = shell.OutputPage;
        page.Columns(
            [outcome.Difference is null ? new Piece("  = ", Ink.Good) : new Piece("  ≠ ", Ink.Bad), way],
            WayWidth,
            new Piece(Short(outcome.Digest), Ink.Faint));
        if (outcome.Difference is { } difference)
        {
            page.Columns([], 4, new Piece(difference, Ink.Bad));
        }

        shell.Output.Flush();
    }
}
