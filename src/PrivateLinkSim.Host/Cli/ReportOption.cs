using System.CommandLine;
using System.CommandLine.Parsing;

namespace PrivateLinkSim.Host;

/// <summary>What a run is to tell besides its verdict: <c>--report rules</c>. Several are separated by commas, or given each with its own option.</summary>
/// <param name="Rules">The rules that the scenario exercised.</param>
internal sealed record ReportWishes(bool Rules)
{
    /// <summary>Nothing more.</summary>
    public static readonly ReportWishes None = new(false);

    private static readonly string[] Known = ["rules"];

    /// <summary>The option.</summary>
    public static Option<ReportWishes?> Option() => new("--report")
    {
        Description = "Tell more after the verdict: rules (those that the scenario exercised). Several with commas.",
        HelpName = "WHAT",
        Arity = ArgumentArity.OneOrMore,
        CustomParser = Read,
    };

    private static ReportWishes Read(ArgumentResult result)
    {
        var names = result.Tokens.SelectMany(token => token.Value.Split(',')).ToArray();
        foreach (var name in names.Except(Known, StringComparer.Ordinal))
        {
            result.AddError($"'{name}' is no report; there is: {string.Join(", ", Known)}.{Nearest.Hint(name, Known)}");
        }

        return new ReportWishes(names.Contains("rules", StringComparer.Ordinal));
    }
}
