using System.Globalization;
using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>The world at a moment, for people: what is there, in what state, and what is wrong.</summary>
internal sealed partial class WorldReport(Page page, Past past)
{
    private readonly Names _names = past.Names;
    private readonly PastWorld _world = past.Replay.World;
    private readonly RunView _view = new(past.Replay.World, past.Facts);

    /// <summary>Writes the world, or one entity with its history.</summary>
    public void Write(EntityId? entity)
    {
        WriteHead();
        if (entity is { } one)
        {
            WriteEntity(one);
            return;
        }

        WriteSection("Regions", EntityKind.Region, RegionLine);
        WriteSection("VPCs", EntityKind.Vpc, VpcLine);
        WriteSection("Load balancers", EntityKind.LoadBalancer, LoadBalancerLine);
        WriteSection("Services", EntityKind.EndpointService, ServiceLine);
        WriteSection("Endpoints", EntityKind.InterfaceEndpoint, EndpointLine);
        WriteSection("Public DNS", EntityKind.PublicDns, PublicDnsLine);
    }

    private void WriteHead()
    {
        var last = past.Replay.Last;
        page.Line(new Piece(past.Title, Ink.Strong));
        page.Line(new Piece(
            last is null
                ? $"{past.Run.Id} before its first entry"
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"{past.Run.Id} after turn {last.Turn} · {_names.At(last.Time)} · {last.Time} · entry {past.Replay.Position:N0} of {past.Replay.Length:N0}"),
            Ink.Faint));
    }

    private void WriteSection(string title, EntityKind kind, Func<EntityId, IState, (string State, Ink Ink, string Text)?> show)
    {
        var lines = _world.All(kind).Select(pair => (Name: _names.Of(pair.Key.Key), Line: show(pair.Key, pair.Value))).Where(each => each.Line is not null).ToArray();
        if (lines.Length == 0)
        {
            return;
        }

        page.Line();
        page.Line(new Piece(title, Ink.Faint));
        var nameWidth = lines.Max(each => each.Name.Length) + 4;
        var stateWidth = lines.Max(each => each.Line!.Value.State.Length) + 2;
        foreach (var (name, line) in lines)
        {
            var (state, ink, text) = line!.Value;
            page.Columns([new Piece($"  {name}".PadRight(nameWidth), Ink.Name), new Piece(state.PadRight(stateWidth), ink)], nameWidth + stateWidth, text);
        }
    }

    // A Region that is as every Region is tells nothing.
    private (string State, Ink Ink, string Text)? RegionLine(EntityId id, IState state)
    {
        var region = (RegionState)state;
        var optIns = region.OptIns.Select(each => $"{_names.Of(each.Key)} {each.Value.Status.ToString().ToUpperInvariant()}{(each.Value.Due is { } due ? $" until {_names.At(due)}" : "")}");
        return region.Outage ? ("lost", Ink.Bad, string.Join(", ", optIns))
            : !region.ImpairedZones.IsEmpty ? ("impaired", Ink.Bad, string.Join(", ", region.ImpairedZones.Concat(optIns)))
            : !region.OptIns.IsEmpty ? ("healthy", Ink.Good, string.Join(", ", optIns))
            : null;
    }

    private void WriteEntity(EntityId entity)
    {
        page.Line();
        page.Line(new Piece(_names.Of(entity), Ink.Name), new Piece($"  {entity}", Ink.Faint));
        if (_world.Find(entity) is not { } state)
        {
            page.Line("  Nothing has happened to it yet.");
            return;
        }

        foreach (var member in CanonicalJson.ReadObject(CanonicalJson.Bytes(state)).Properties())
        {
            WriteValue(member.Name, member.Value, 2);
        }

        page.Line();
        page.Line(new Piece("History", Ink.Faint));
        var history = past.Replay.History(entity).ToArray();
        var width = history.Max(each => _names.At(each.Entry.Time).Length) + 4;
        foreach (var (entry, fact) in history)
        {
            page.Columns(
                [new Piece($"{_names.At(entry.Time).PadLeft(width - 2)}  ", Ink.Faint)], width,
                Narrative.Tell(fact, _names, entry.Time).Predicate, new Piece(string.Create(CultureInfo.InvariantCulture, $"  turn {entry.Turn}"), Ink.Faint));
        }
    }

    // A state as an outline: members that are empty say so, lists of plain values stay on their line.
    private void WriteValue(string name, JToken value, int indent)
    {
        var label = new Piece($"{new string(' ', indent)}{name}: ", Ink.Faint);
        switch (value)
        {
            case JObject { Count: > 0 } members:
                page.Columns([label], 0);
                foreach (var member in members.Properties())
                {
                    WriteValue(Labelled(member.Name), member.Value, indent + 2);
                }

                break;
            case JArray { Count: > 0 } items when items.Any(item => item is JContainer):
                page.Columns([label], 0);
                foreach (var item in items)
                {
                    page.Columns([new Piece($"{new string(' ', indent)}- ", Ink.Faint)], indent + 2, Flat(item));
                }

                break;
            default:
                page.Columns([label], label.Text.Length, Flat(value));
                break;
        }
    }

    private string Flat(JToken value) => value switch
    {
        JArray { Count: 0 } or JObject { Count: 0 } => "none",
        JArray items => string.Join(", ", items.Select(Flat)),
        JObject members => string.Join(" ", members.Properties().Select(member => $"{member.Name}={Flat(member.Value)}")),
        JValue { Type: JTokenType.Boolean } flag => (bool)flag ? "yes" : "no",
        _ => Labelled((string?)value ?? ""),
    };

    private string Labelled(string text)
    {
        var label = text.Length == 0 ? "none" : _names.Of(text);
        return label == text || text.Length == 0 ? label : $"{label} ({text})";
    }
}
