using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary><c>plsim fuzz</c>: random scenarios, held to what must always be so.</summary>
internal static class FuzzVerb
{
    private const int Usual = 100;
    private const int MostMinutes = 10_000;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static Command Build(Shell shell)
    {
        var subject = new Argument<string?>("SCENARIO") { Arity = ArgumentArity.ZeroOrOne, Description = "Draw commands against its topology and endpoints; without it, topologies too." };
        var seeds = new Option<long?>("--seeds") { Description = $"How many; without it {Usual}, or with --minutes as many as there is time for.", HelpName = "N", CustomParser = Positive };
        var from = new Option<long?>("--from") { Description = "The first seed; without it, 1. With --seeds 1, a failing seed is run again.", HelpName = "SEED", CustomParser = WholeNumber.Read<long> };
        var minutes = new Option<long?>("--minutes") { Description = "Begin no seed after so many minutes.", HelpName = "M", CustomParser = Minutes };
        var output = new Option<string?>("--out") { Description = "Where what fails is written, as small as it can be; without it, to fuzz/.", HelpName = "DIR" };
        var asIs = new Option<bool>("--as-is") { Description = "Draw nothing: hold the scenario itself to what must always be so." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object, and nothing else." };
        var verb = new Command(
            "fuzz",
            "Run random commands and faults against random topologies, or that of a scenario, and hold every moment to what must always be so; exit 1 when something is not. For example: plsim fuzz --seeds 1000 --minutes 5")
        {
            subject, seeds, from, minutes, output, asIs, json,
        };
        verb.SetAction(async (parsed, _) =>
        {
            var wishes = new FuzzWishes(
                Subject(shell, parsed.GetValue(subject)),
                parsed.GetValue(from) ?? 1,
                parsed.GetValue(seeds) ?? (parsed.GetValue(minutes) is null ? Usual : null),
                parsed.GetValue(minutes) is { } limit ? TimeSpan.FromMinutes(limit) : null);
            var target = Target(shell, parsed.GetValue(output));
            if (parsed.GetValue(asIs))
            {
                wishes = wishes.Subject is null ? throw new UsageException("--as-is holds a scenario to it; name one.") : wishes with { IsDrawn = false, Seeds = 1 };
            }

            var report = parsed.GetValue(json) ? FuzzReport.Json(shell) : FuzzReport.Text(shell);
            return await RunAsync(shell, wishes, target, report);
        });
        return verb;
    }

    private static async Task<int> RunAsync(Shell shell, FuzzWishes wishes, string target, FuzzReport report)
    {
        var began = TimeProvider.System.GetTimestamp();
        var campaign = new FuzzCampaign(RegionData.Load().Regions, wishes.Subject);
        report.Begin(wishes);
        try
        {
            await foreach (var outcome in Outcomes(campaign, wishes, shell.Interruption))
            {
                report.Add(outcome);
                if (outcome.Finding is not null)
                {
                    var small = await campaign.ShrinkAsync(outcome, shell.Interruption);
                    report.Fail(outcome, small, Write(target, outcome, small, shell));
                }

                if (report.Seeds == wishes.Seeds || TimeProvider.System.GetElapsedTime(began) >= wishes.Time)
                {
                    break;
                }
            }
        }
        catch (OperationCanceledException) when (shell.Interruption.IsCancellationRequested)
        {
            report.End(TimeProvider.System.GetElapsedTime(began));
            return shell.InterruptionCode();
        }

        report.End(TimeProvider.System.GetElapsedTime(began));
        return report.Failures == 0 ? ExitCode.Success : ExitCode.ExpectationFailed;
    }

    private static async IAsyncEnumerable<FuzzOutcome> Outcomes(
        FuzzCampaign campaign, FuzzWishes wishes, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (wishes is { IsDrawn: false, Subject: { } subject })
        {
            yield return await campaign.HoldAsync(subject, wishes.From, cancellationToken);
            yield break;
        }

        await foreach (var outcome in campaign.RunAsync(wishes.From, cancellationToken))
        {
            yield return outcome;
        }
    }

    private static string Write(string target, FuzzOutcome outcome, Shrunk small, Shell shell)
    {
        Directory.CreateDirectory(target);
        var path = Path.Combine(target, $"{outcome.File.Name}-{outcome.Finding!.Invariant}.json");
        File.WriteAllText(path, ScenarioLayout.Text(small.Document), Utf8);
        return shell.Show(path);
    }

    private static ScenarioFile? Subject(Shell shell, string? path) =>
        path is null ? null
        : ScenarioFiles.Read([path], shell) is [var scenario] ? scenario.File
        : throw new UsageException($"{path} holds several scenarios; name one.");

    // Whether it can be written is known before anything runs.
    private static string Target(Shell shell, string? named)
    {
        var full = shell.Resolve(named ?? "fuzz");
        return File.Exists(full) ? throw new UsageException($"--out {named ?? "fuzz"} is a file; a directory is wanted.") : full;
    }

    private static long? Positive(ArgumentResult result) => AtLeastOne(result, WholeNumber.Read<long>(result), "--seeds", long.MaxValue);

    private static long? Minutes(ArgumentResult result) => AtLeastOne(result, WholeNumber.Read<long>(result), "--minutes", MostMinutes);

    private static long? AtLeastOne(ArgumentResult result, long? number, string option, long most)
    {
        if (number < 1 || number > most)
        {
            result.AddError(FormattableString.Invariant($"{option} takes a number from 1{(most == long.MaxValue ? " on" : $" to {most}")}."));
        }

        return number;
    }
}
