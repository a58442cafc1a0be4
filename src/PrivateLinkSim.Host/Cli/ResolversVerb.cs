using System.CommandLine;
using Newtonsoft.Json;

namespace PrivateLinkSim.Host;

/// <summary><c>plsim resolvers</c>: where a running server resolves names, for each VPC.</summary>
internal static class ResolversVerb
{
    public static Command Build(Shell shell)
    {
        var url = new Argument<string>("URL")
        {
            Description = "Where the server is: http://127.0.0.1:4566, localhost:4566, or a port of this machine.", DefaultValueFactory = _ => "4566",
        };
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var verb = new Command("resolvers", "Show where a running `plsim serve` resolves names, and ask there: dig @127.1.0.1 -p 10053 NAME") { url, json };
        verb.SetAction(async (parsed, _) =>
        {
            using var client = new ControlClient(ControlClient.AddressOf(parsed.GetRequiredValue(url)));
            var text = await client.AskAsync("GET", "/resolvers", null, shell.Interruption);
            if (parsed.GetValue(json))
            {
                shell.Output.Write(text);
                return ExitCode.Success;
            }

            foreach (var line in JsonConvert.DeserializeObject<ResolversAnswer>(text, ControlJson.Settings)!.Resolvers)
            {
                Write(shell.OutputPage, line);
            }

            return ExitCode.Success;
        });
        return verb;
    }

    private static void Write(Page page, ResolverLine line)
    {
        const int Address = 24;
        var place = new Piece($"@{line.Address} -p {line.Port}".PadRight(Address), line.Trouble is null ? Ink.Strong : Ink.Faint);
        var trouble = new Piece(line.Trouble is { } why ? $"  not there: {why}" : "", Ink.Bad);
        if (line.VpcId is null)
        {
            page.Columns([place], Address, "  clients outside of every VPC", trouble);
        }
        else
        {
            page.Columns(
                [place], Address, "  ", new Piece(line.Name ?? line.VpcId, Ink.Name),
                new Piece($"  {(line.Name is null ? "" : $"{line.VpcId} ")}{line.Region} {line.CidrBlock} of {line.Account}", Ink.Faint), trouble);
        }
    }
}
