using System.CommandLine;
using System.CommandLine.Parsing;

namespace PrivateLinkSim.Host;

/// <summary>What a run is to tell besides its verdict: <c>--report rules,junit=F</c>. Several are separated by commas, or given each with its own option.</summary>
/// <param name="Rules">The rules that the scenario exercised, after the verdict.</param>
/// <param name="Junit">The file that gets all expectations in JUnit's form, or null.</param>
/// <param name="Csv">The directory that gets tables of expectations and traffic, or null.</param>
/// <param name="Html">The file that gets all runs as a page, or null.</param>
internal sealed record ReportWishes(bool Rules, string? Junit = null, string? Csv = null, string? Html = null)
{
    /// <summary>Nothing more.</summary>
    public static readonly ReportWishes None = new(false);

    private static readonly string[] Files = ["junit", "csv", "html"];

    /// <summary>The option.</summary>
    /// <param name="withFiles">Whether it may name files to write.</param>
    public static Option<ReportWishes?> Option(bool withFiles) => new("--report")
    {
        Description = withFiles
            ? "Tell more: rules (those that the scenario exercised), junit=FILE, csv=DIR (tables of expectations, traffic and costs), html=FILE (a page with pictures). Several with commas."
            : "Tell more after the verdict: rules (those that the scenario exercised).",
        HelpName = "WHAT",
        Arity = ArgumentArity.OneOrMore,
        CustomParser = result => Read(result, withFiles),
    };

    private static ReportWishes Read(ArgumentResult result, bool withFiles)
    {
        string[] known = ["rules", .. withFiles ? Files : []];
        var (wishes, named) = (None, new SortedSet<string>(StringComparer.Ordinal));
        foreach (var wish in result.Tokens.SelectMany(token => token.Value.Split(',')))
        {
            var (name, value) = wish.Split('=', 2) is [var left, var right] ? (left, right) : (wish, null);
            if (name.Length == 0)
            {
                result.AddError($"A report is missing beside a comma or '='; there is: {string.Join(", ", known)}.");
            }
            else if (!named.Add(name))
            {
                result.AddError($"The report {name} is asked for twice; all scenarios go into one.");
            }
            else if (!known.Contains(name, StringComparer.Ordinal))
            {
                result.AddError($"'{name}' is no report; there is: {string.Join(", ", known)}.{Nearest.Hint(name, known)}");
            }
            else if (Files.Contains(name, StringComparer.Ordinal) == string.IsNullOrEmpty(value))
            {
                result.AddError(name == "rules" ? "The report rules goes to the output; it takes no file." : $"Say where the report goes: {name}={(name == "csv" ? "DIR" : "FILE")}.");
            }

            wishes = name switch
            {
                "rules" => wishes with { Rules = true },
                "junit" => wishes with { Junit = value },
                "html" => wishes with { Html = value },
                _ => wishes with { Csv = value },
            };
        }

        return wishes;
    }
}
