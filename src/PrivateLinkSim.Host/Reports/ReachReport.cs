using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>A client's way to a name, hop by hop, with all that bars it: for people and for programs.</summary>
internal sealed partial class ReachReport(PastWorld world, Names names, Moment at, ReachAnswer answer)
{
    private const int Indent = 16;

    /// <summary>The verdict first, then the name's answer, then each address.</summary>
    public void Write(Page page)
    {
        page.Line(
            new Piece(Verdict, answer.Reachable ? Ink.Good : answer.IsPartial ? Ink.Odd : Ink.Bad),
            new Piece($"  {answer.Question.From.Name} → {answer.Question.To}", Ink.Strong),
            $", {Sent}",
            new Piece($"  at {names.At(at)}", Ink.Faint));
        page.Line();
        WriteHop(page, "name", answer.Blockers, NameText(), 2);
        foreach (var path in answer.Paths)
        {
            page.Line();
            page.Line("  ", new Piece(path.Address, Ink.Name), new Piece($" in {path.Interface.ZoneId}, endpoint {names.Of(path.EndpointId)}", Ink.Faint));
            foreach (var hop in Enum.GetValues<PathHop>())
            {
                WriteHop(page, WordOf(hop), [.. path.Blockers.Where(each => each.Hop == hop)], Passed(hop, path), 4);
            }
        }
    }

    /// <summary>One JSON object.</summary>
    public void WriteJson(TextWriter output)
    {
        var flow = answer.Question.Flow;
        var document = new JObject
        {
            ["verdict"] = answer.Reachable ? "reachable" : answer.IsPartial ? "partly" : "unreachable",
            ["at"] = at.ToString(),
            ["from"] = new JObject
            {
                ["name"] = answer.Question.From.Name,
                ["source"] = JsonReport.JsonName(answer.Question.From.Source.ToString()),
                ["vpc"] = flow.Client?.VpcId,
                ["subnet"] = flow.Client?.SubnetId,
                ["securityGroups"] = flow.Client?.SecurityGroupIds is { } groups ? new JArray(groups) : JValue.CreateNull(),
            },
            ["to"] = new JObject { ["name"] = answer.Question.To, ["port"] = flow.Port, ["protocol"] = WordOf(flow.Protocol) },
            ["dns"] = new JObject
            {
                ["name"] = answer.DnsName,
                ["status"] = answer.Answer.Status switch { DnsStatus.Found => "NOERROR", DnsStatus.NoData => "NODATA", _ => "NXDOMAIN" },
                ["cname"] = answer.Answer.Cname,
                ["addresses"] = new JArray(answer.Answer.Addresses),
                ["blockers"] = Blockers(answer.Blockers, "name"),
            },
            ["paths"] = new JArray(answer.Paths.Select(path => new JObject
            {
                ["address"] = path.Address,
                ["zone"] = path.Interface.ZoneId,
                ["endpoint"] = path.EndpointId,
                ["reachable"] = path.Reachable,
                ["through"] = path.First.ProviderZoneId,
                ["blockers"] = Blockers(path.Blockers, null),
            })),
        };
        using var json = new JsonTextWriter(output) { Formatting = Formatting.Indented, CloseOutput = false };
        document.WriteTo(json);
        json.Flush();
        output.Write('\n');
    }

    private string Verdict => answer.Reachable ? "reachable"
        : answer.IsPartial ? string.Create(
            CultureInfo.InvariantCulture, $"partly reachable: {answer.Paths.Count(path => path.Reachable)} of {answer.Paths.Length} addresses")
        : "not reachable";

    private string Sent => string.Create(
        CultureInfo.InvariantCulture, $"{WordOf(answer.Question.Flow.Protocol).ToUpperInvariant()} port {answer.Question.Flow.Port}");

    private void WriteHop(Page page, string hop, ImmutableArray<PathVerdict> blockers, string passed, int indent)
    {
        var width = Indent + indent - 2;
        var (mark, ink) = blockers.IsEmpty ? ("✓", Ink.Good) : ("✗", Ink.Bad);
        Piece[] head = [new Piece(new string(' ', indent)), new Piece(mark, ink), new Piece($" {hop}")];
        if (blockers.IsEmpty)
        {
            page.Columns(head, width, new Piece(passed, Ink.Faint));
        }

        foreach (var (blocker, index) in blockers.Select((each, index) => (each, index)))
        {
            page.Columns(index == 0 ? head : [], width, new Piece(blocker.Rule, Ink.Strong), $"  {Named(blocker.Reason)}");
            page.Columns([], width, new Piece(RuleBook.Of(blocker.Rule).Sentence, Ink.Faint));
        }
    }

    private string NameText() => answer.Answer.Cname is { } alias
        ? $"{answer.DnsName} is {alias}, which answers {string.Join(", ", answer.Answer.Addresses)}"
        : $"{answer.DnsName} answers {string.Join(", ", answer.Answer.Addresses)}";

    private string Passed(PathHop hop, ReachPath path)
    {
        var endpoint = world.Find<InterfaceEndpointState>(new EntityId(EntityKind.InterfaceEndpoint, path.EndpointId))!;
        return hop switch
        {
            PathHop.Address => answer.Question.Flow.Client?.SubnetId == path.Interface.SubnetId ? "in the client's subnet" : $"in {names.Of(path.Interface.SubnetId)}",
            PathHop.Filters => $"{Groups(endpoint)} and network ACLs let it in",
            PathHop.Endpoint => $"{names.Of(path.EndpointId)} is {endpoint.Status.OnTheWire()}",
            PathHop.Zone => endpoint.IsCrossRegion ? $"{path.Interface.ZoneId} → {path.Interface.ProviderZoneId}" : path.Interface.ZoneId,
            PathHop.Service => names.Of(endpoint.ServiceId),
            PathHop.Node => $"a load balancer node in {path.Interface.ProviderZoneId} takes it",
            _ => path.First.Targets is { } share
                ? string.Create(CultureInfo.InvariantCulture, $"{share.Answering} of {share.Of} {(share.Of == 1 ? "target answers" : "targets answer")}")
                : "targets answer",
        };
    }

    private string Groups(InterfaceEndpointState endpoint) => endpoint.SecurityGroupIds.Where(group => names.Of(group) != group).ToArray() is { Length: > 0 } named
        ? $"security {(named.Length == 1 ? "group" : "groups")} {names.List(named)}"
        : "security groups";

    private JArray Blockers(IEnumerable<PathVerdict> blockers, string? hop) => new(blockers.Select(each => new JObject
    {
        ["hop"] = hop ?? WordOf(each.Hop),
        ["rule"] = each.Rule,
        ["reason"] = Named(each.Reason),
        ["sentence"] = RuleBook.Of(each.Rule).Sentence,
        ["refuses"] = each.Refuses,
    }));

    /// <summary>A reason with the names of what it speaks of in the place of ids.</summary>
    public static string Named(string reason, Names names) => Ids().Replace(reason, match => names.Of(match.Value));

    private string Named(string reason) => Named(reason, names);

    private static string WordOf(Enum value) => value.ToString().ToLowerInvariant();

    [GeneratedRegex(@"\b(?:vpce-svc|vpce|vpc|subnet|sg)-[0-9a-f]{17}\b(?!\.\w)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ids();
}
