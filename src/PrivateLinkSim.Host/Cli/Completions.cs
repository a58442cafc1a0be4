using System.CommandLine;
using System.CommandLine.Completions;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>
/// What may stand at a place of a command line beyond verbs and options: the runs under <c>runs/</c>, and what a run is about.
/// A place is known by how the help names it, so every verb that takes a RUN or an ENTITY has this.
/// </summary>
internal sealed class Completions(Shell shell)
{
    // Nobody looks through more, and the shell asks at each key.
    private const int Most = 500;

    /// <summary>Lets every place of a command and those below it offer what may stand there.</summary>
    public void Offer(Command command)
    {
        foreach (var argument in command.Arguments)
        {
            // Without a name of its own for the help, an argument is called after whatever can be completed there.
            argument.HelpName ??= argument.Name;
            Offer(argument.CompletionSources, argument.Name, command);
        }

        foreach (var option in command.Options)
        {
            Offer(option.CompletionSources, option.HelpName, command);
        }

        foreach (var verb in command.Subcommands)
        {
            Offer(verb);
        }
    }

    private void Offer(List<Func<CompletionContext, IEnumerable<CompletionItem>>> sources, string? place, Command command)
    {
        switch (place)
        {
            case "RUN" or "FILE or RUN" or "SCENARIO or RUN" or "A" or "B":
                sources.Add(context => Starting(context, new RunStore(shell).All().Select(run => run.Id)));
                break;
            case "ENTITY" or "SUBJECT":
                sources.Add(context => Starting(context, Entities(context, command)));
                break;
            case "RULE" or "ID":
                sources.Add(context => Starting(context, RuleBook.All.Select(rule => rule.Id)));
                break;
            default:
                break;
        }
    }

    // The names that the scenario gives come first: they are what people know.
    private IEnumerable<string> Entities(CompletionContext context, Command command)
    {
        var run = command.Arguments.FirstOrDefault(argument => argument.Name is "RUN");
        if (run is null || context.ParseResult.GetResult(run)?.Tokens is not [var name, ..])
        {
            return [];
        }

        try
        {
            using var past = Past.Open(new RunStore(shell).Find(name.Value));
            return [.. past.KnownNames];
        }
        catch (Exception exception) when (exception is UsageException or RunException or IOException or UnauthorizedAccessException)
        {
            // A line that names no readable run has nothing to offer; the command itself says why.
            return [];
        }
    }

    private static IEnumerable<CompletionItem> Starting(CompletionContext context, IEnumerable<string> known) =>
        known.Where(each => each.StartsWith(context.WordToComplete, StringComparison.Ordinal)).Take(Most).Select(each => new CompletionItem(each));
}
