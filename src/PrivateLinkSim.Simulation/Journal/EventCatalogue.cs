using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>One kind of event as the log names it.</summary>
/// <param name="Type">For example <c>endpoint-service.connection-accepted</c>; a name once written is never reused.</param>
/// <param name="Version">From 1; a changed form gets a new version and an upcaster for the old one.</param>
/// <param name="EventType">The record that carries it.</param>
/// <param name="Upcast">Rewrites the JSON of this version into that of the current one; null for the current version itself.</param>
public sealed record EventKind(string Type, int Version, Type EventType, Func<Newtonsoft.Json.Linq.JObject, Newtonsoft.Json.Linq.JObject>? Upcast = null)
{
    /// <summary>The manifest under which the journal stores it.</summary>
    public string Manifest { get; } = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Type}/{Version}");

    /// <summary>An event of this kind and version from the bytes of its data.</summary>
    public IEvent Read(ReadOnlySpan<byte> data) =>
        (IEvent)(Upcast is null
            ? CanonicalJson.Read(data, EventType)
            : CanonicalJson.Read(CanonicalJson.Bytes(Upcast(CanonicalJson.ReadObject(data))), EventType));
}

/// <summary>The explicit table of everything that may stand in a log. What is not in it can be neither written nor read.</summary>
public sealed partial class EventCatalogue
{
    private readonly Dictionary<Type, EventKind> _byEventType = [];
    private readonly Dictionary<(string Type, int Version), EventKind> _byName = [];

    /// <summary>A catalogue of these kinds, and of the events of the run itself.</summary>
    public EventCatalogue(params IEnumerable<EventKind> kinds)
    {
        foreach (var kind in RunEvents.Concat(kinds))
        {
            if (!_byName.TryAdd((kind.Type, kind.Version), kind) || (kind.Upcast is null && !_byEventType.TryAdd(kind.EventType, kind)))
            {
                throw new ArgumentException($"The catalogue has {kind.Manifest} or {kind.EventType.Name} twice.", nameof(kinds));
            }
        }
    }

    private static IEnumerable<EventKind> RunEvents =>
    [
        new("run.started", 1, typeof(RunStarted), Upcasters.Settings),
        new("run.started", 2, typeof(RunStarted)),
        new("run.command-received", 1, typeof(CommandReceived)),
        new("run.command-answered", 1, typeof(CommandAnswered)),
    ];

    /// <summary>Every kind and version that it knows, in the order of their names.</summary>
    public IReadOnlyList<EventKind> Kinds => [.. _byName.Values.OrderBy(kind => kind.Manifest, StringComparer.Ordinal)];

    /// <summary>How the log names an event of this type.</summary>
    /// <exception cref="KernelFaultException">The catalogue does not know it: a row is missing.</exception>
    public EventKind Of(Type eventType) =>
        _byEventType.TryGetValue(eventType, out var kind)
            ? kind
            : throw new KernelFaultException($"The event catalogue has no row for {eventType.FullName}.");

    /// <summary>What the log means by a name and version.</summary>
    /// <exception cref="LogDamagedException">The catalogue does not know it: the log is of another program, or damaged.</exception>
    public EventKind Of(string type, int version) =>
        _byName.TryGetValue((type, version), out var kind)
            ? kind
            : throw new LogDamagedException(Unknown(type, version));

    /// <summary>Whether the log may hold events of this name and version.</summary>
    public bool Knows(string type, int version) => _byName.ContainsKey((type, version));

    /// <summary>Whether a log entry is an event of this type, told without reading its data.</summary>
    /// <exception cref="LogDamagedException">The entry's type is unknown.</exception>
    public bool Is<TEvent>(LogEntry entry)
        where TEvent : IEvent => Of(entry.Type, entry.Version).EventType == typeof(TEvent);

    internal static string Unknown(string type, int version) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"This program does not know the event '{type}' in version {version}.");

    /// <summary>The event of a log entry.</summary>
    /// <exception cref="LogDamagedException">The entry's type is unknown, or its data is not of that type.</exception>
    public IEvent Read(LogEntry entry)
    {
        // An upcaster takes old data as its program wrote it; other data fails in its hands.
        try
        {
            return Of(entry.Type, entry.Version).Read(entry.Data.Span);
        }
        catch (Exception exception) when (
            exception is Newtonsoft.Json.JsonException or FormatException or ArgumentException or InvalidCastException or InvalidOperationException or OverflowException)
        {
            throw new LogDamagedException($"The data of {entry.Type} in turn {entry.Turn} of {entry.Entity} can't be read: {exception.Message}", exception);
        }
    }
}
