namespace PrivateLinkSim.Domain;

/// <summary>
/// What an entity draws by lot: a pure function of (seed, entity, purpose, ordinal). The ordinal is a fact in the
/// entity's state, so a step inserted elsewhere changes no draw. The numbers are part of the log's contract: a change
/// to this algorithm changes every digest (golden numbers are pinned in the tests).
/// </summary>
/// <param name="Seed">The run's seed.</param>
/// <param name="Entity">The entity that draws.</param>
public readonly record struct Draws(long Seed, EntityId Entity)
{
    private const string LowerHex = "0123456789abcdef";
    private const string LowerAlphanumeric = "abcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>An AWS id: <paramref name="prefix"/> and 17 hex digits, the first 0 as in AWS's own ids.</summary>
    public string Id(string prefix, long ordinal) => $"{prefix}0{Text(LowerHex, 16, prefix, ordinal)}";

    /// <summary>Lower-case hex digits.</summary>
    public string Hex(int length, string purpose, long ordinal) => Text(LowerHex, length, purpose, ordinal);

    /// <summary>Lower-case letters and digits, as in the suffix of an endpoint's DNS names.</summary>
    public string Alphanumeric(int length, string purpose, long ordinal) => Text(LowerAlphanumeric, length, purpose, ordinal);

    private string Text(string alphabet, int length, string purpose, long ordinal)
    {
        var pcg = Begin(purpose, ordinal);
        return string.Create(length, (alphabet, pcg), static (span, state) =>
        {
            var (letters, source) = state;
            foreach (ref var letter in span)
            {
                letter = letters[(int)source.Next((uint)letters.Length)];
            }
        });
    }

    private Pcg Begin(string purpose, long ordinal)
    {
        var stream = Fnv(Fnv(Fnv(14695981039346656037UL, Entity.ToString()), "\n"), purpose);
        return new Pcg(unchecked((ulong)Seed), unchecked(stream + (ulong)ordinal));
    }

    private static ulong Fnv(ulong hash, string text)
    {
        unchecked
        {
            foreach (var letter in text)
            {
                hash = (hash ^ (byte)letter) * 1099511628211UL;
                hash = (hash ^ (byte)(letter >> 8)) * 1099511628211UL;
            }

            return hash;
        }
    }
}
