using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation.Tests;

public sealed class CanonicalJsonSpec
{
    private static readonly Everything Sample = new(
        "text",
        42,
        true,
        Moment.Parse("2026-01-31T12:00:00Z"),
        TimeSpan.FromSeconds(1.5),
        new EntityId(EntityKind.Vpc, "vpc-1"),
        SourceClass.Observed,
        [3, 1, 2],
        Sorted.Map<int>().Add("b", 1).Add("B", 2).Add("ä", 3),
        Sorted.Set().Add("y").Add("X"),
        ImmutableSortedDictionary<EntityId, Pair>.Empty.Add(new EntityId(EntityKind.Vpc, "vpc-2"), new Pair("z", 1)),
        new Point(1, 2),
        new Pair("p", null),
        null,
        null);

    [Fact]
    public void Members_are_sorted_nulls_left_out_and_every_type_has_its_one_form() => Assert.Equal(
        """
        {"array":[3,1,2],"duration":1500,"entity":"vpc/vpc-1","flag":true,"map":{"B":2,"b":1,"ä":3},"number":42,"pair":{"name":"p"},
        "pairs":{"vpc/vpc-2":{"name":"z","value":1}},"point":{"x":1,"y":2},"set":["X","y"],"source":"observed","text":"text",
        "time":"2026-01-31T12:00:00.000Z"}
        """.ReplaceLineEndings(string.Empty),
        CanonicalJson.Text(Sample));

    [Fact]
    public void What_was_written_is_read_back()
    {
        var bytes = CanonicalJson.Bytes(Sample);

        var read = CanonicalJson.Read<Everything>(bytes);

        Assert.Equal(bytes, CanonicalJson.Bytes(read));
        Assert.Equal(Sample with { Array = read.Array, Map = read.Map, Set = read.Set, Pairs = read.Pairs }, read);
        Assert.Same(StringComparer.Ordinal, read.Map.KeyComparer);
        Assert.Same(StringComparer.Ordinal, read.Set.KeyComparer);
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public void The_culture_of_the_machine_changes_nothing(string name)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = StrangeCulture(name);
            var bytes = CanonicalJson.Bytes(Sample with { Number = -1234567, Map = Sample.Map.Add("I", -1).Add("i", 1) });

            var read = CanonicalJson.Read<Everything>(bytes);

            CultureInfo.CurrentCulture = before;
            Assert.Contains("\"number\":-1234567", Encoding.UTF8.GetString(bytes));
            Assert.Equal(["B", "I", "b", "i", "ä"], read.Map.Keys);
            Assert.Equal(CanonicalJson.Bytes(read), bytes);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Only_what_RFC_8785_escapes_is_escaped() => Assert.Equal(
        "{\"name\":\"\\\"\\\\/\\b\\t\\n\\f\\r\\u0000\\u001f\u007f\u0085\u2028\u2029é😀\"}",
        CanonicalJson.Text(new Pair("\"\\/\b\t\n\f\r\u0000\u001f\u007f\u0085\u2028\u2029é😀", null)));

    [Fact]
    public void Every_text_is_read_back_as_it_was()
    {
        var all = string.Concat(Enumerable.Range(0, 0xD800).Select(letter => (char)letter));

        Assert.Equal(new Pair(all, null), CanonicalJson.Read<Pair>(CanonicalJson.Bytes(new Pair(all, null))));
    }

    [Fact]
    public void Half_a_surrogate_pair_is_refused() =>
        Assert.Throws<EncoderFallbackException>(() => CanonicalJson.Bytes(new Pair("\ud83d", null)));

    [Theory]
    [InlineData(1.0)]
    [InlineData(1.5f)]
    [InlineData("decimal")]
    public void Fractions_are_refused(object value) => Assert.ThrowsAny<JsonException>(
        () => CanonicalJson.Bytes(new Free(value is "decimal" ? 1.5m : value)));

    [Fact]
    public void Fractions_are_refused_in_free_json_too() =>
        Assert.ThrowsAny<JsonException>(() => CanonicalJson.Bytes(JObject.Parse("""{"a":[{"b":1.5}]}""")));

    [Theory]
    [InlineData(9007199254740992L, true)]
    [InlineData(9007199254740993L, false)]
    [InlineData(-9007199254740992L, true)]
    [InlineData(-9007199254740993L, false)]
    public void Integers_beyond_2_to_the_53_are_refused(long number, bool isAllowed)
    {
        var written = Record.Exception(() => CanonicalJson.Bytes(new Free(number)));

        Assert.Equal(isAllowed, written is null);
    }

    [Fact]
    public void Durations_finer_than_a_millisecond_are_refused() =>
        Assert.ThrowsAny<JsonException>(() => CanonicalJson.Bytes(new Free(TimeSpan.FromTicks(1))));

    [Fact]
    public void Collections_without_an_order_are_refused() =>
        Assert.ThrowsAny<JsonException>(() => CanonicalJson.Bytes(new Free(new Dictionary<string, int> { ["a"] = 1 })));

    [Theory]
    [InlineData("""{"name":"a","surplus":1}""")]
    [InlineData("""{"value":1}""")]
    public void Surplus_and_missing_members_are_refused(string json) =>
        Assert.ThrowsAny<JsonException>(() => CanonicalJson.Read<Pair>(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Free_json_is_sorted_and_its_times_stay_texts()
    {
        var read = CanonicalJson.ReadObject("""{"b":{"z":1,"a":[{"y":null,"x":"2026-01-01T00:00:00Z"}]},"B":true}"""u8);

        Assert.Equal("""{"B":true,"b":{"a":[{"x":"2026-01-01T00:00:00Z"}],"z":1}}""", CanonicalJson.Text(read));
    }

    [Fact]
    public void A_failure_halfway_leaves_nothing_behind()
    {
        Assert.ThrowsAny<JsonException>(() => CanonicalJson.Bytes(new Free(1.5)));

        Assert.Equal("""{"name":"a"}""", CanonicalJson.Text(new Pair("a", null)));
    }

    // The product runs without the machine's cultures, so what is strange about these two is made by hand.
    private static CultureInfo StrangeCulture(string name)
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NegativeSign = name is "de-DE" ? "−" : "~";
        culture.DateTimeFormat.TimeSeparator = ".";
        return culture;
    }

    private sealed record Everything(
        string Text,
        long Number,
        bool Flag,
        Moment Time,
        TimeSpan Duration,
        EntityId Entity,
        SourceClass Source,
        ImmutableArray<int> Array,
        ImmutableSortedDictionary<string, int> Map,
        ImmutableSortedSet<string> Set,
        ImmutableSortedDictionary<EntityId, Pair> Pairs,
        Point Point,
        Pair? Pair,
        Moment? Absent,
        string? AbsentToo)
    {
        public string Computed => Text + Text;
    }

    private sealed record Pair(string Name, int? Value);

    private readonly record struct Point(int X, int Y);

    private sealed record Free(object Value);
}
