using System.Globalization;
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
        WriteSection("Target groups", EntityKind.TargetGroup, TargetGroupLine);
        WriteSection("Services", EntityKind.EndpointService, ServiceLine);
        WriteSection("Endpoints", EntityKind.InterfaceEndpoint, EndpointLine);
        WriteSection("Hosted zones", EntityKind.HostedZones, HostedZonesLine);
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

        foreach (var (_, indent, label, text) in new Outline(_names).Of(CanonicalJson.ReadObject(CanonicalJson.Bytes(state)), 2))
        {
            var column = $"{new string(' ', indent)}{label}";
            page.Columns([new Piece(column, Ink.Faint)], text.Length == 0 ? 0 : column.Length, text);
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
}
