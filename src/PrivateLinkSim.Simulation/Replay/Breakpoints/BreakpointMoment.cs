using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>What a breakpoint looks at: an entry just folded, the world after it, and whom a kind without a name means.</summary>
internal sealed class BreakpointMoment(World world, EntityTypes types, EventCatalogue catalogue)
{
    private readonly Dictionary<(BreakpointExpression.Changed Field, EntityId Entity), string> _before = [];
    private readonly HashSet<BreakpointExpression.Changed> _changed = [];
    private LogEntry? _entry;
    private CommandAnswered? _refusal;
    private JObject? _data;

    /// <summary>The entry; null before the first.</summary>
    public LogEntry? Entry
    {
        get => _entry;
        set => (_entry, _refusal, _data) = (value, null, null);
    }

    /// <summary>The entity that a kind without a name means.</summary>
    public EntityId? Bound { get; set; }

    /// <summary>The data of the entry's event.</summary>
    public JObject? Data => _data ??= Entry is { } entry ? CanonicalJson.ReadObject(entry.Data.Span) : null;

    /// <summary>The entry as a refusal of a command; null when it is none.</summary>
    public CommandAnswered? Refusal =>
        _refusal ??= Entry is { Type: "run.command-answered" } entry && catalogue.Read(entry) is CommandAnswered { Accepted: false } refused
            ? refused
            : null;

    /// <summary>The state of an entity; null when nothing has happened to it.</summary>
    public IState? StateOf(EntityId? entity) => entity is { } one ? world.Find(one) : null;

    /// <summary>Whether a field is another since the entry.</summary>
    public bool HasChanged(BreakpointExpression.Changed field) => _changed.Contains(field);

    /// <summary>Compares fields with what they were, and remembers what they are. Only the entry's own entity can have changed.</summary>
    public void LookFor(IReadOnlyList<BreakpointExpression.Changed> fields)
    {
        _changed.Clear();
        foreach (var field in fields)
        {
            if (Entry?.Owner is not { } owner || owner != (field.Path.Named ?? Bound))
            {
                continue;
            }

            var before = _before.GetValueOrDefault((field, owner)) ?? Shown(field.Path.Follow(types[owner.Kind].Initial));
            var now = Shown(field.Path.ValueAt(this));
            _before[(field, owner)] = now;
            if (!string.Equals(before, now, StringComparison.Ordinal))
            {
                _changed.Add(field);
            }
        }
    }

    private static string Shown(object? value) => value is null ? "" : CanonicalJson.Text(value);
}
