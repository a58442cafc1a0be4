using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation.Tests.Scenarios;

/// <summary>
/// What somebody might take for a scenario file: random bytes, shipped scenarios cut short, with wrong bytes, with wrong words, or with
/// parts that are gone, moved, doubled or something else. The same number gives the same text.
/// </summary>
internal sealed partial class MutatedTexts
{
    private const int Deep = 80;
    private const int Huge = 20_000;

    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
    private static readonly byte[][] Shipped = [.. ShippedScenarios.Names.Select(name => File.ReadAllBytes(Path.Combine(ShippedScenarios.Root, "scenarios", $"{name}.json")))];
    private static readonly JObject[] Documents = [.. ShippedScenarios.Names.Select(name => ShippedScenarios.Read(name).Canonical)];

    // Words that are wrong in most places, and numbers and texts at the edges of what can be read.
    private static readonly string[] Words =
    [
        "null", "true", "false", "0", "-1", "1e999", "0.1", "99999999999999999999", "-9223372036854775808", "2147483648", "NaN", "Infinity", "\"\"", "\"*\"", "\"\\u0000\"",
        "\"\\ud800\"", "\"\\udc00x\"", "\"é😀\"", "\"0s\"", "\"365250d\"", "\"365251d\"", "\"-1s\"", "\"1h1h\"", "\"9999-12-31T23:59:59Z\"", "\"0001-01-01T00:00:00Z\"",
        "\"2026-02-30T00:00:00Z\"", "\"us-east-1\"", "\"use1-az1\"", "\"arn:aws:iam::111122223333:root\"", "\"arn:\"", "\"vpce-0123456789abcdef0\"", "\"10.0.0.0/33\"", "\"::/0\"",
        "{", "}", "[", "]", ",", ":", "//", "/*", "*/", "'x'", "undefined", "{}", "[]", "[[]]", "{\"\":{}}", "\"$ref\"", "\"$type\"", "\"title\"", "\"steps\"",
    ];

    private static readonly string[] Harmless = [" ", "\r\n", "/* a word */", "// a word\n", "\t"];

    private Pcg _pcg;

    private MutatedTexts(int number) => _pcg = new Pcg((ulong)number, 77);

    /// <summary>The text of a number.</summary>
    public static byte[] Of(int number)
    {
        var draw = new MutatedTexts(number);
        return draw.Below(20) switch
        {
            0 => draw.Bytes(draw.Below(300)),
            1 or 2 => draw.Cut(),
            < 7 => draw.WithWrongBytes(),
            < 12 => draw.WithWrongWords(),
            _ => draw.WithWrongParts(),
        };
    }

    private byte[] Bytes(int count) => [.. Enumerable.Range(0, count).Select(_ => (byte)(Below(3) == 0 ? "{}[]\",:0 \n"[Below(10)] : Below(256)))];

    private byte[] Cut()
    {
        var whole = Of(Shipped);
        return Below(2) == 0 ? whole[..Below(whole.Length)] : whole[Below(whole.Length)..];
    }

    private byte[] WithWrongBytes()
    {
        List<byte> bytes = [.. Of(Shipped)];
        for (var edits = Few(); edits > 0 && bytes.Count > 0; edits--)
        {
            var at = Below(bytes.Count);
            var length = Math.Min(1 + Below(40), bytes.Count - at);
            switch (Below(4))
            {
                case 0: bytes[at] = (byte)Below(256); break;
                case 1: bytes.Insert(at, (byte)(Below(2) == 0 ? Below(256) : "{}[]\",:0"[Below(8)])); break;
                case 2: bytes.RemoveRange(at, length); break;
                default: bytes.InsertRange(Below(bytes.Count), bytes.GetRange(at, length)); break;
            }
        }

        return [.. bytes];
    }

    private byte[] WithWrongWords()
    {
        var words = Token().Matches(Utf8.GetString(Of(Shipped))).Select(match => match.Value).ToList();
        for (var edits = Few(); edits > 0; edits--)
        {
            var at = Below(words.Count);
            switch (Below(6))
            {
                case 0: words.RemoveAt(at); break;
                case 5: words.Insert(at, Of(Harmless)); break;
                case 1: words.Insert(at, Of(words)); break;
                case 2: words[at] = Of(words); break;
                default: words[at] = Of(Words); break;
            }
        }

        return Utf8.GetBytes(string.Concat(words));
    }

    private byte[] WithWrongParts()
    {
        var document = (JObject)Of(Documents).DeepClone();
        for (var edits = Few(); edits > 0; edits--)
        {
            var all = document.Descendants().Where(token => token is not JProperty).ToArray();
            if (all.Length > 0)
            {
                Change(Of(all));
            }
        }

        return Utf8.GetBytes(document.ToString(Formatting.Indented));
    }

    private void Change(JToken part)
    {
        switch (Below(7))
        {
            case 0 when part.Parent is JProperty member: member.Remove(); break;
            case 0: part.Remove(); break;
            case 1 when part.Parent is JProperty { Parent: JObject owner } member: owner[Renamed(member.Name)] = part.DeepClone(); break;
            case 2 when part.Parent is JArray list: list.Add(part.DeepClone()); break;
            case 3: part.Replace(Elsewhere()); break;
            case 4: part.Replace(Below(2) == 0 ? new JArray(part.DeepClone()) : new JObject { ["x"] = part.DeepClone() }); break;
            default: part.Replace(Value(part)); break;
        }
    }

    private JToken Elsewhere()
    {
        var all = Of(Documents).Descendants().Where(token => token is not JProperty).ToArray();
        return Of(all).DeepClone();
    }

    private JToken Value(JToken before) => Below(12) switch
    {
        0 => JValue.CreateNull(),
        1 => Below(2) == 0,
        2 => Below(100) - 50,
        3 => long.MaxValue,
        4 => 0.5,
        5 => "",
        6 => new string('x', Huge),
        7 => Enumerable.Range(0, Deep).Aggregate<int, JToken>(new JArray(), (inner, _) => Below(2) == 0 ? new JArray(inner) : new JObject { ["a"] = inner }),
        8 => new JObject(),
        9 => new JArray(),
        10 => Misspelt(before.ToString(Formatting.None).Trim('"')),
        _ => Token().Match(Of(Words)).Value.Trim('"'),
    };

    private string Renamed(string name) => Below(4) switch
    {
        0 => name.ToUpperInvariant(),
        1 => "$type",
        2 => Misspelt(name),
        _ => Of(Of(Documents).Descendants().OfType<JProperty>().ToArray()).Name,
    };

    private string Misspelt(string word) => word.Length == 0 ? "x" : Below(2) == 0
        ? word.Remove(Below(word.Length), 1)
        : word.Insert(Below(word.Length), ((char)('a' + Below(26))).ToString(CultureInfo.InvariantCulture));

    // What has one thing wrong gets further than what has several.
    private int Few() => Below(3) == 0 ? 2 + Below(3) : 1;

    private T Of<T>(IReadOnlyList<T> all) => all[Below(all.Count)];

    private int Below(int bound) => (int)_pcg.Next((uint)bound);

    [GeneratedRegex("\"(?:[^\"\\\\]|\\\\.)*\"|[-+.\\w]+|\\s+|.", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Token();
}
