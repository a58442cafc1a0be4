namespace PrivateLinkSim.Domain;

/// <summary>The kinds of entity that a run is made of. One actor type, one decider and one event family belong to each.</summary>
public enum EntityKind
{
    /// <summary>An AWS Region: its zones, their health, and the accounts opted in. Key: the Region name.</summary>
    Region,

    /// <summary>An account in the provider's role. Key: the 12-digit account id.</summary>
    ServiceProvider,

    /// <summary>An account in the consumer's role. Key: the 12-digit account id.</summary>
    ServiceConsumer,

    /// <summary>A VPC with its subnets and addresses. Key: <c>vpc-…</c>.</summary>
    Vpc,

    /// <summary>A Network Load Balancer. Key: its ARN.</summary>
    LoadBalancer,

    /// <summary>An endpoint service. Key: <c>vpce-svc-…</c>.</summary>
    EndpointService,

    /// <summary>An interface endpoint. Key: <c>vpce-…</c>.</summary>
    InterfaceEndpoint,

    /// <summary>The public DNS outside of AWS, where providers prove that a domain is theirs. Key: <c>internet</c>; there is one.</summary>
    PublicDns,

    /// <summary>A target group that stands by itself. Key: its ARN.</summary>
    TargetGroup,

    /// <summary>The users, roles, keys and managed policies of an account. Key: the 12-digit account id.</summary>
    Iam,

    /// <summary>The Route 53 hosted zones of an account. Key: the 12-digit account id.</summary>
    HostedZones,
}

/// <summary>
/// Names one entity of a run. Written as <c>region/us-east-1</c>, <c>service-provider/111122223333</c>,
/// <c>interface-endpoint/vpce-0123456789abcdef0</c>. Ordered by kind, then ordinally by key.
/// </summary>
public readonly record struct EntityId(EntityKind Kind, string Key) : IComparable<EntityId>
{
    private static readonly string[] Names =
    [
        "region", "service-provider", "service-consumer", "vpc", "load-balancer", "endpoint-service", "interface-endpoint", "public-dns", "target-group", "iam",
        "hosted-zones",
    ];

    /// <summary>The kind as the log writes it, for example <c>endpoint-service</c>.</summary>
    public static string NameOf(EntityKind kind) => Names[(int)kind];

    /// <summary>Reads the form that <see cref="ToString"/> writes.</summary>
    /// <exception cref="FormatException">The text is not <c>kind/key</c> with a known kind.</exception>
    public static EntityId Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out var id)
            ? id
            : throw new FormatException($"'{text}' names no entity; the form is kind/key, with a kind of {string.Join(", ", Names)}.");
    }

    /// <summary>Reads the form that <see cref="ToString"/> writes; false when it is not of that form.</summary>
    public static bool TryParse(string text, out EntityId id)
    {
        ArgumentNullException.ThrowIfNull(text);
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var kind = slash < 1 ? -1 : Array.IndexOf(Names, text[..slash]);
        id = kind < 0 ? default : new EntityId((EntityKind)kind, text[(slash + 1)..]);
        return kind >= 0;
    }

    public static bool operator <(EntityId left, EntityId right) => left.CompareTo(right) < 0;

    public static bool operator >(EntityId left, EntityId right) => left.CompareTo(right) > 0;

    public static bool operator <=(EntityId left, EntityId right) => left.CompareTo(right) <= 0;

    public static bool operator >=(EntityId left, EntityId right) => left.CompareTo(right) >= 0;

    public int CompareTo(EntityId other) =>
        Kind != other.Kind ? ((int)Kind).CompareTo((int)other.Kind) : string.CompareOrdinal(Key, other.Key);

    public override string ToString() => $"{Names[(int)Kind]}/{Key}";
}
