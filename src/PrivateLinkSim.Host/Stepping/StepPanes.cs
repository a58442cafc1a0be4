using System.Globalization;
using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>What stands in the parts of the view.</summary>
internal sealed class StepPanes(StepSession session)
{
    // A scenario of ten megabytes in the first event would take seconds at each key.
    private const int MostBytes = 262_144;

    private readonly Past _past = session.Past;

    /// <summary>Entries in a row, the current one marked.</summary>
    public IEnumerable<IReadOnlyList<Piece>> Timeline(long first, int count)
    {
        var entries = _past.Replay.Log.From(first - 1).Take(count)
            .Select((entry, index) => (Position: first + index, Entry: entry)).ToList();
        var times = entries.Max(each => _past.Names.At(each.Entry.Time).Length);
        var turns = entries[^1].Entry.Turn.ToString(CultureInfo.InvariantCulture).Length;
        (long? turn, Moment? time) = (null, null);
        foreach (var (position, entry) in entries)
        {
            var isHere = position == session.Position;
            var (who, what) = EntryLine.Of(entry, _past.Names);
            yield return
            [
                new Piece(isHere ? ">" : " ", Ink.Strong),
                new Piece(session.StandingAt(position).Any() ? "●" : entry.Owner is { } owner && owner == session.Entity ? "*" : " ", Ink.Bad),
                new Piece((entry.Time == time ? "" : _past.Names.At(entry.Time)).PadLeft(times) + "  ", Ink.Faint),
                new Piece((entry.Turn == turn ? "" : entry.Turn.ToString(CultureInfo.InvariantCulture)).PadLeft(turns) + "  ", Ink.Faint),
                new Piece(who, isHere ? Ink.Strong : Ink.Name),
                new Piece($" {what}", isHere ? Ink.Strong : Ink.Plain),
            ];
            (turn, time) = (entry.Turn, entry.Time);
        }
    }

    /// <summary>The current entry in full.</summary>
    public IEnumerable<IReadOnlyList<Piece>> Event(int width)
    {
        var entry = session.Entry;
        var (who, what) = EntryLine.Of(entry, _past.Names);
        foreach (var row in Canvas.Wrap("", $"{who} {what}", width))
        {
            yield return row;
        }

        yield return [new Piece("type: ", Ink.Faint), string.Create(CultureInfo.InvariantCulture, $"{entry.Type}/{entry.Version}")];
        yield return [new Piece("of: ", Ink.Faint), string.Create(CultureInfo.InvariantCulture, $"{entry.Entity}, its event {entry.Number}")];
        yield return [new Piece("place: ", Ink.Faint), string.Create(CultureInfo.InvariantCulture, $"turn {entry.Turn}, index {entry.Index}")];
        if (entry.Data.Length > MostBytes)
        {
            var bytes = string.Create(CultureInfo.InvariantCulture, $"{entry.Data.Length:N0} bytes, too many to show here; `plsim log export` has them.");
            foreach (var row in Canvas.Wrap(new Piece("data: ", Ink.Faint), bytes, width))
            {
                yield return row;
            }

            yield break;
        }

        foreach (var row in Lines(OutlineOf(CanonicalJson.ReadObject(entry.Data.Span)), _ => false, width))
        {
            yield return row;
        }
    }

    /// <summary>What caused the current entry, what caused that, and so on.</summary>
    public IEnumerable<IReadOnlyList<Piece>> Cause(int count)
    {
        var entry = session.Entry;
        for (; count > 0; count--)
        {
            if (entry.Cause is not { } turn)
            {
                var origin = entry.Entity == LogEntry.Run ? "It came from outside." : "Time or the start of the run caused it.";
                yield return [new Piece(origin, Ink.Faint)];
                yield break;
            }

            if (_past.FirstOf(turn) is not { } position)
            {
                yield return [new Piece(string.Create(CultureInfo.InvariantCulture, $"turn {turn}, which left no event"), Ink.Faint)];
                yield break;
            }

            entry = _past.Replay.Log[position - 1];
            var (who, what) = EntryLine.Of(entry, _past.Names);
            var place = string.Create(CultureInfo.InvariantCulture, $"{_past.Names.At(entry.Time)} {turn}  ");
            yield return [new Piece(place, Ink.Faint), new Piece(who, Ink.Name), $" {what}"];
        }
    }

    /// <summary>An entity as it is here: first what this event changed, then all, with a mark at what is new.</summary>
    public IEnumerable<IReadOnlyList<Piece>> Entity(EntityId entity, int width)
    {
        if (_past.Replay.Log.StateOf(entity, session.Position) is not { } state)
        {
            return [["Nothing has happened to it yet."]];
        }

        if (session.Entry.Owner != entity || _past.Replay.Log.StateOf(entity, session.Position - 1) is not { } earlier)
        {
            return Lines(OutlineOf(Json(state)), _ => false, width);
        }

        var outline = new Outline(_past.Names);
        var (before, now) = (Json(earlier), Json(state));
        var known = outline.Of(before, 0).ToHashSet();
        return Changes(outline.Leaves(before), outline.Leaves(now), width)
            .Append([])
            .Concat(Lines(outline.Of(now, 0), line => !known.Contains(line), width));
    }

    // Values that are others now: what they were, and what they are.
    private static IEnumerable<IReadOnlyList<Piece>> Changes(
        IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> now, int width)
    {
        foreach (var path in now.Keys.Concat(before.Keys).Distinct(StringComparer.Ordinal))
        {
            var (old, current) = (before.GetValueOrDefault(path), now.GetValueOrDefault(path));
            if (old != current)
            {
                var text = old is null ? current! : $"{old} → {current ?? "nothing"}";
                foreach (var row in Canvas.Wrap(new Piece($"* {path}: ", Ink.Odd), text, width))
                {
                    yield return row;
                }
            }
        }
    }

    /// <summary>A line of the world: who, in what state, and what happened to it last.</summary>
    public IReadOnlyList<Piece> WorldRow(EntityId entity)
    {
        if (_past.Replay.Log.PositionsOf(entity, session.Position) is not [.., var position])
        {
            return [new Piece($" {_past.Names.Of(entity)} is not there yet", Ink.Faint)];
        }

        var last = _past.Replay.Log[position];
        return
        [
            new Piece(session.Entry.Owner == entity ? "*" : " ", Ink.Odd),
            new Piece($"{_past.Names.Of(entity)} ", Ink.Name),
            StatusOf(entity),
            new Piece($"{EntryLine.Of(last, _past.Names).What} ", Ink.Plain),
            new Piece(_past.Names.At(last.Time), Ink.Faint),
        ];
    }

    private Piece StatusOf(EntityId entity) => _past.Replay.Log.StateOf(entity, session.Position) switch
    {
        InterfaceEndpointState endpoint => Word(endpoint.Status.OnTheWire(), endpoint.Status is EndpointStatus.Available),
        EndpointServiceState service => Word(service.Status.ToString(), service.Status is ServiceStatus.Available),
        LoadBalancerState balancer => Word(balancer.Status.ToString(), balancer.Status is LoadBalancerStatus.Active),
        RegionState { Outage: true } => Word("lost", isWell: false),
        RegionState { ImpairedZones.IsEmpty: false } => Word("impaired", isWell: false),
        _ => "",
    };

    private static Piece Word(string word, bool isWell) => new($"{word} ", isWell ? Ink.Good : Ink.Odd);

    private static IEnumerable<IReadOnlyList<Piece>> Lines(IEnumerable<OutlineLine> lines, Func<OutlineLine, bool> isNew, int width)
    {
        foreach (var line in lines)
        {
            var (mark, ink) = isNew(line) ? ("* ", Ink.Odd) : ("  ", Ink.Faint);
            foreach (var row in Canvas.Wrap(new Piece($"{mark}{new string(' ', line.Indent)}{line.Label}", ink), line.Text, width))
            {
                yield return row;
            }
        }
    }

    private IEnumerable<OutlineLine> OutlineOf(JObject value) => new Outline(_past.Names).Of(value, 0);

    private static JObject Json(IState state) => CanonicalJson.ReadObject(CanonicalJson.Bytes(state));
}
