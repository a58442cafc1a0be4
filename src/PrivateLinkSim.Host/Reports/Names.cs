using System.Buffers;
using System.Globalization;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>
/// What a scenario calls its accounts and resources, learned from the log itself: so a run, a resumed run and a replay
/// speak of the same things by the same names.
/// </summary>
internal sealed class Names
{
    private readonly Dictionary<string, string> _labels = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);
    private readonly LabelFinder _finder = new();

    /// <summary>When the run began; sentences name times as offsets from it.</summary>
    public Moment Start { get; private set; }

    /// <summary>The names that a recorded log tells of.</summary>
    public static Names Of(IRecordedLog log, RunStarted started)
    {
        var names = new Names();
        names.Learn(0, log[0].Time, started);
        foreach (var (id, label) in log.Labels)
        {
            names.Add(id, label);
        }

        return names;
    }

    /// <summary>The names that a log tells of.</summary>
    public static Names Of(IEnumerable<LogEntry> log)
    {
        var names = new Names();
        foreach (var entry in log.Where(entry => entry.Owner is null))
        {
            names.Learn(entry.Turn, entry.Time, EventCatalogue.Standard.Read(entry));
        }

        return names;
    }

    /// <summary>Takes in what an event of the run itself says about names.</summary>
    public void Learn(long turn, Moment time, IEvent fact)
    {
        if (fact is RunStarted started)
        {
            Start = time;
            foreach (var account in started.Scenario.Part("topology")?.SelectTokens("accounts[*]") ?? [])
            {
                Add((string?)account["id"], (string?)account["name"]);
            }
        }
        else if (_finder.Take(turn, fact) is var (id, label))
        {
            Add(id, label);
        }
    }

    /// <summary>The name of an id, or the id itself. Load balancers that have no name of the scenario's go by their own.</summary>
    public string Of(string id) =>
        _labels.TryGetValue(id, out var label) ? label
        : id.StartsWith("arn:aws:elasticloadbalancing:", StringComparison.Ordinal) && id.Split('/') is [.., var name, _] ? name
        : id;

    /// <summary>The id that the scenario gave this name to, or null.</summary>
    public string? IdOf(string label) => _ids.GetValueOrDefault(label);

    /// <summary>A short name of an entity: its kind in one word and its name.</summary>
    public string Of(EntityId entity) => entity == PublicDnsState.Internet ? "public DNS" : $"{KindOf(entity.Kind)} {Of(entity.Key)}";

    /// <summary>Names in a row.</summary>
    public string List(IEnumerable<string> ids) => string.Join(", ", ids.Select(Of));

    /// <summary>A principal: the account's name where the scenario has one.</summary>
    public string Principal(string arn)
    {
        if (arn.Split(':', 6) is not ["arn", "aws", "iam", _, { Length: 12 } account, var who])
        {
            return Of(arn);
        }

        return who is "root" ? Of(account) : $"{Of(account)} {who}";
    }

    /// <summary>A time as users write it: the offset from the start.</summary>
    public string At(Moment time) => Offset.Show(time - Start);

    private static string KindOf(EntityKind kind) => kind switch
    {
        EntityKind.Region => "Region",
        EntityKind.ServiceProvider => "provider",
        EntityKind.ServiceConsumer => "consumer",
        EntityKind.Vpc => "VPC",
        EntityKind.LoadBalancer => "load balancer",
        EntityKind.EndpointService => "service",
        EntityKind.InterfaceEndpoint => "endpoint",
        EntityKind.TargetGroup => "target group",
        EntityKind.Iam => "IAM of",
        EntityKind.HostedZones => "hosted zones of",
        _ => EntityId.NameOf(kind),
    };

    /// <summary>Takes in what the scenario calls an id; nothing when either is missing.</summary>
    public void Add(string? id, string? label)
    {
        if (id is not null && label is not null)
        {
            _labels[id] = label;
            _ids[label] = id;
        }
    }
}

/// <summary>A span of virtual time as people write it: <c>+1h 30m</c>.</summary>
internal static class Offset
{
    private static readonly SearchValues<char> NoLetters = SearchValues.Create(" 0123456789");

    /// <summary>The two largest units that matter, the rest with them when it is not zero.</summary>
    public static string Show(TimeSpan span)
    {
        var parts = new List<string>();
        var sign = span < TimeSpan.Zero ? '-' : '+';
        span = span.Duration();
        Add(span.Days, "d");
        Add(span.Hours, "h");
        Add(span.Minutes, "m");
        Add(span.Seconds, "s");
        Add(span.Milliseconds, "ms");
        return parts.Count == 0 ? "+0s" : $"{sign}{string.Join(' ', parts)}";

        void Add(int count, string unit)
        {
            if (count > 0)
            {
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"{count}{unit}"));
            }
        }
    }

    /// <summary>Reads <c>+90s</c>, <c>+1h30m</c>, <c>+1h 30m</c>; false when the text is of another form.</summary>
    public static bool TryParse(string text, out TimeSpan span)
    {
        span = TimeSpan.Zero;
        var rest = text.AsSpan().Trim();
        if (rest.Length < 3 || rest[0] != '+')
        {
            return false;
        }

        rest = rest[1..];
        while (rest.Length > 0)
        {
            var digits = rest.IndexOfAnyExceptInRange('0', '9');
            if (digits < 1 || !long.TryParse(rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count > 10_000_000)
            {
                return false;
            }

            rest = rest[digits..];
            var letters = rest.IndexOfAny(NoLetters);
            var unit = letters < 0 ? rest : rest[..letters];
            if (UnitOf(unit) is not { } length)
            {
                return false;
            }

            span += count * length;
            rest = rest[unit.Length..].TrimStart();
        }

        return true;
    }

    private static TimeSpan? UnitOf(ReadOnlySpan<char> unit) => unit switch
    {
        "ms" => TimeSpan.FromMilliseconds(1),
        "s" => TimeSpan.FromSeconds(1),
        "m" => TimeSpan.FromMinutes(1),
        "h" => TimeSpan.FromHours(1),
        "d" => TimeSpan.FromDays(1),
        _ => null,
    };
}
