using System.CommandLine;
using System.Globalization;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Host;

/// <summary><c>plsim reach</c>: whether a client's traffic reaches a target, hop by hop, and everything that bars it.</summary>
internal static class ReachVerb
{
    public static Command Build(Shell shell)
    {
        var subject = new Argument<string>("SCENARIO or RUN") { Description = "A scenario file, or a recorded run (its id or journal file)." };
        var from = new Option<string>("--from")
        {
            Description = "The client: a group of clients, a subnet, a VPC, ACCOUNT/VPC, or internet.", HelpName = "CLIENT", Required = true,
        };
        var to = new Option<string>("--to")
        {
            Description = "Where to: an endpoint, a service or a DNS name, and a port: orders:443, or orders:53/udp.", HelpName = "NAME:PORT", Required = true,
        };
        var groups = new Option<string?>("--groups")
        {
            Description = "The client's security groups, with commas; without it, those of the group of clients, or the default group of its VPC.", HelpName = "NAMES",
        };
        var peered = new Option<bool>("--peered") { Description = "The client's VPC is connected with that of the endpoint." };
        var at = new Option<string?>("--at") { Description = "At this time: +90s from the start, or 2026-01-01T12:00:00Z; without it, at the end.", HelpName = "TIME" };
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var verb = new Command(
            "reach",
            "Follow a client's way to a target and say all that bars it; exit 0 when nothing does, 1 when something does. For example: plsim reach scenarios/security-groups.json --from batch-1 --to guarded:443 --at +2m")
        {
            subject, from, to, groups, peered, at, json,
        };
        verb.SetAction(async (parsed, _) =>
        {
            var (name, port, protocol) = Target(parsed.GetRequiredValue(to));
            var seen = await SeenWorld.OpenAsync(shell, parsed.GetRequiredValue(subject), parsed.GetValue(at), toTheEnd: true);
            var world = new ReachWorld(seen);
            var client = world.ClientOf(
                parsed.GetRequiredValue(from), parsed.GetValue(groups)?.Split(',', StringSplitOptions.RemoveEmptyEntries), parsed.GetValue(peered));
            var answer = world.Ask(client, name, port, protocol);
            var report = new ReachReport(seen.World, seen.Names, seen.At, answer);
            if (parsed.GetValue(json))
            {
                report.WriteJson(shell.Output);
            }
            else
            {
                report.Write(shell.OutputPage);
            }

            return answer.Reachable ? ExitCode.Success : ExitCode.ExpectationFailed;
        });
        return verb;
    }

    /// <summary>Reads a name and a port.</summary>
    public static (string Name, int Port, FlowProtocol Protocol) Target(string text)
    {
        var colon = text.LastIndexOf(':');
        var (port, protocol) = colon < 0 ? ("", "tcp") : text[(colon + 1)..].Split('/', 2) is [var number, var word] ? (number, word) : (text[(colon + 1)..], "tcp");
        return colon > 0
            && int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            && value is >= 1 and <= PortSpan.Highest
            && protocol is "tcp" or "udp"
                ? (text[..colon], value, protocol == "tcp" ? FlowProtocol.Tcp : FlowProtocol.Udp)
                : throw new UsageException(
                    $"'{text}' does not say where to; write a name and a port, such as {(colon > 0 ? text[..colon] : colon < 0 ? text : "orders")}:443, or :53/udp behind the name.");
    }
}
