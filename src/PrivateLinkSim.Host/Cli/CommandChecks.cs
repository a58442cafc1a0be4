using System.CommandLine;
using System.CommandLine.Parsing;

namespace PrivateLinkSim.Host;

/// <summary>What a command asks of its line as a whole.</summary>
internal static class CommandChecks
{
    /// <summary>Adds a check of options against each other. It is left out where an option lacks its value: that is said already, and the value can't be asked for.</summary>
    public static void Check(this Command command, Action<CommandResult> check) => command.Validators.Add(result =>
    {
        if (result.Children.OfType<OptionResult>().All(option => option.Implicit || option.Tokens.Count >= option.Option.Arity.MinimumNumberOfValues))
        {
            check(result);
        }
    });
}
