using System.CommandLine;
using System.CommandLine.Parsing;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>The command line, as a function: arguments and a shell in, output and an exit code out.</summary>
public static class PlsimApp
{
    private static readonly string[] Examples =
    [
        "plsim run                               run every scenario in scenarios/",
        "plsim run scenarios/az-failover.json    run one, with its timeline",
        "plsim verify scenarios/az-failover.json run it again in other ways and compare the logs",
        "plsim replay az-failover-1 --at +90s    show the world 90 seconds into a recorded run",
        "plsim fork az-failover-1 --at +5m --do 'ImpairZone ZoneId=use1-az2'",
        "                                        say what would have come of it, had another zone failed too",
        "plsim reach az-failover-1 --from app-1 --to orders:443",
        "                                        say hop by hop what bars a client's way, if anything does",
        "plsim rules R29                         show a rule, its source and what covers it",
        "plsim chaos scenarios/traffic-through-a-zone-failure.json",
        "                                        say what hurts most, why, and what mends it",
    ];

    /// <summary>Executes a command and returns its exit code (<see cref="ExitCode"/>).</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, Shell shell)
    {
        var verbose = new Option<bool>("--verbose") { Description = "Write a log, and the stack trace of a failure, to stderr.", Recursive = true };
        var root = Root(shell, verbose);
        var parsed = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        var isVerbose = parsed.GetValue(verbose);
        Exception? failed = null;
        var code = await GuardAsync(async () =>
        {
            Log.Begin(shell, isVerbose);
            string[] unknown = [.. parsed.UnmatchedTokens, .. UnknownOptions(parsed, arguments)];
            if ((parsed.Errors.Count > 0 || unknown.Length > 0) && !AnswersAnyLine(parsed))
            {
                return Misused(parsed, unknown, shell);
            }

            var streams = new InvocationConfiguration
            {
                Output = shell.Output, Error = shell.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null,
            };
            return await parsed.InvokeAsync(streams, shell.Interruption);
        });

        // Where the output can't be written, the command may have seen it already: once is enough.
        var said = failed is not null;
        var flushed = await GuardAsync(async () =>
        {
            await shell.Output.FlushAsync();
            return ExitCode.Success;
        });
        return said || flushed is ExitCode.Success ? code : flushed;

        async Task<int> GuardAsync(Func<Task<int>> part)
        {
            try
            {
                return await part();
            }
            catch (Exception failure)
            {
                var isFirst = failed is null;
                failed ??= failure;
                return isFirst ? Failed(failure, shell, isVerbose) : ExitCode.NotReachable;
            }
        }
    }

    private static RootCommand Root(Shell shell, Option<bool> verbose)
    {
        var root = new RootCommand("A deterministic twin of AWS PrivateLink endpoint services: scenarios in, the same log every time.\n\n" +
            $"Examples:\n  {string.Join("\n  ", Examples)}")
        {
            RunVerb.Build(shell),
            CheckVerbs.BuildValidate(shell),
            CheckVerbs.BuildSchema(shell),
            VerifyVerb.Build(shell),
            ReplayVerb.Build(shell),
            DiffVerb.Build(shell),
            ForkVerb.Build(shell),
            RecordVerb.Build(shell),
            ImportVerb.Build(shell),
            LogVerb.Build(shell),
            RunsVerb.Build(shell),
            RulesVerb.Build(shell),
            CanVerb.Build(shell),
            ReachVerb.Build(shell),
            ChaosVerb.Build(shell),
            ShrinkVerb.Build(shell),
            FuzzVerb.Build(shell),
            WhyVerb.Build(shell),
            CompletionVerb.Build(shell),
            ServeVerb.Build(shell),
            ResolversVerb.Build(shell),
            AtVerb.Build(shell),
        };
        root.Add(verbose);
        var help = root.Options.OfType<System.CommandLine.Help.HelpOption>().Single();
        help.Aliases.Clear();
        help.Aliases.Add("-h");
        new Completions(shell).Offer(root);
        return root;
    }

    // Help is given, and words are completed, for lines that could not be executed.
    private static bool AnswersAnyLine(ParseResult parsed) =>
        parsed.Action is System.CommandLine.Help.HelpAction || parsed.Tokens is [{ Type: TokenType.Directive }, ..];

    // The parser takes a misspelt option for a file where files are allowed; a file of such a name can be given after `--`.
    private static IEnumerable<string> UnknownOptions(ParseResult parsed, IReadOnlyList<string> arguments) =>
        arguments.Contains("--", StringComparer.Ordinal)
            ? []
            : parsed.CommandResult.Children.OfType<ArgumentResult>()
                .SelectMany(argument => argument.Tokens)
                .Select(token => token.Value)
                .Where(text => text.StartsWith("--", StringComparison.Ordinal));

    // One line for each mistake, then where to look; a screen of help would push the mistake out of sight.
    private static int Misused(ParseResult parsed, string[] unknown, Shell shell)
    {
        var page = shell.ErrorPage;
        var command = parsed.CommandResult.Command;
        foreach (var token in unknown)
        {
            var isOption = token.StartsWith('-');
            var known = isOption
                ? AllOptions(parsed.CommandResult).SelectMany(option => option.Aliases.Prepend(option.Name))
                : command.Subcommands.Select(verb => verb.Name);
            page.Line(new Piece("plsim: ", Ink.Bad), $"'{token}' is no {(isOption ? "option" : "command")} of {PathOf(parsed.CommandResult)}.{Nearest.Hint(token, known)}");
        }

        // What is said about an unknown word is said above already, and a missing verb follows from it.
        foreach (var error in unknown.Length > 0 ? [] : parsed.Errors.Select(error => error.Message).Distinct(StringComparer.Ordinal))
        {
            page.Line(new Piece("plsim: ", Ink.Bad), error);
        }

        page.Line($"`{PathOf(parsed.CommandResult)} --help` shows what there is.");
        return ExitCode.BadInput;
    }

    private static IEnumerable<Option> AllOptions(CommandResult result)
    {
        for (SymbolResult? at = result; at is not null; at = at.Parent)
        {
            if (at is CommandResult { Command: var command })
            {
                foreach (var option in command.Options.Where(option => at == result || option.Recursive))
                {
                    yield return option;
                }
            }
        }
    }

    private static string PathOf(CommandResult result) =>
        result.Parent is CommandResult parent ? $"{PathOf(parent)} {result.Command.Name}" : "plsim";

    /// <summary>Says what failed, and gives the exit code that stands for it.</summary>
    internal static int Failed(Exception failure, Shell shell, bool verbose)
    {
        var (message, code) = failure switch
        {
            RunException { ExitCode: ExitCode.Bug } bug => ($"{bug.Message}\nThis is a bug of plsim.", ExitCode.Bug),
            RunException run => (run.Message, run.ExitCode),
            UsageException usage => (usage.Message, usage.ExitCode),
            OperationCanceledException when shell.Interruption.IsCancellationRequested => ("Interrupted.", shell.InterruptionCode()),
            IOException or UnauthorizedAccessException => (failure.Message, ExitCode.NotReachable),
            System.Data.Common.DbException => ($"The journal can't be read: {failure.Message}", ExitCode.NotReachable),
            _ => ($"{failure.GetType().Name}: {failure.Message}\nThis is a bug of plsim; --verbose shows where it happened.", ExitCode.Bug),
        };
        foreach (var line in message.Split('\n'))
        {
            shell.ErrorPage.Line(new Piece("plsim: ", Ink.Bad), line);
        }

        if (verbose)
        {
            shell.Error.WriteLine(failure);
        }

        return code;
    }
}
