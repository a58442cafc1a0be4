using System.Globalization;
using System.Text;
using Xunit.Abstractions;

namespace PrivateLinkSim.Simulation.Tests;

/// <summary>
/// Whatever bytes stand in a journal or an exported file, reading them ends, and ends with findings or a damaged log.
/// <c>PLSIM_LOG_MUTATIONS=500000</c> for the long run.
/// </summary>
public sealed class LogFuzzSpec(ITestOutputHelper output)
{
    private const int UsualMutations = 4000;

    private static readonly string[] Tokens =
        ["{", "}", "\"", ",", ":", "[", "]", "null", "-1", "99999999999999999999", "1e9", "\\u0000", "\ud83d\ude00", "\"turn\":", "\"data\":{}", "\n", "\r", "sha256:", "[[[[[[[[[["];

    private static int Mutations =>
        int.TryParse(Environment.GetEnvironmentVariable("PLSIM_LOG_MUTATIONS"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : UsualMutations;

    [Fact]
    public void Mutated_exports_and_rows_are_read_to_findings_or_refused()
    {
        var journals = Directory.EnumerateFiles(Path.Combine(ShippedScenarios.Root, "tests", "PrivateLinkSim.Simulation.Tests", "Golden"), "*.jsonl", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).Select(Lines).ToArray();
        var damaged = 0;
        for (var seed = 0; seed < Mutations; seed++)
        {
            var random = new Random(seed);
            var journal = journals[random.Next(journals.Length)];
            try
            {
                damaged += Read(journal, random) ? 1 : 0;
            }
            catch (Exception failure) when (failure is not RunException)
            {
                throw new InvalidOperationException($"Mutation {seed} was not refused.", failure);
            }
            catch (RunException)
            {
                damaged++;
            }
        }

        output.WriteLine($"{Mutations} mutations, {damaged} found");
        Assert.True(damaged > Mutations / 2, $"{damaged}");
    }

    // True when anything was found to be wrong.
    private static bool Read(byte[][] journal, Random random)
    {
        var start = random.Next(journal.Length);
        var lines = journal.Skip(start).Take(random.Next(1, 8)).ToList();
        var at = random.Next(lines.Count);
        lines[at] = Mutated(lines[at], random);
        return random.Next(3) switch
        {
            0 => OfFile(lines),
            1 => OfRows(lines, random),
            _ => OfForgery(lines[at]),
        };
    }

    private static bool OfFile(List<byte[]> lines)
    {
        using var stream = new MemoryStream([.. lines.SelectMany(line => line.Append((byte)'\n'))]);
        var audit = new LogAudit(new LogAuditOptions { IsNumbered = false, Catalogue = EventCatalogue.Standard });
        foreach (var row in ExportedLog.Rows(stream, "fuzz"))
        {
            audit.Take(row);
        }

        return !audit.Conclude(null).IsSound;
    }

    private static bool OfRows(List<byte[]> lines, Random random)
    {
        var number = 0L;
        JournalRow[] rows = [.. lines.Select(line => new JournalRow(number += random.Next(1, 3), new LogRow(random.Next(4) == 0 ? "bookkeeping.run-ended" : "vpc.created/1", line)))];
        var findings = LogAudit.Of(() => rows, new LogAuditOptions { Catalogue = EventCatalogue.Standard, Digest = $"sha256:{new string('0', 64)}" });
        foreach (var row in rows.Where(row => row.Row.IsBookkeeping))
        {
            Refused(() => Bookkeeping.Read(row.Row));
        }

        Refused(() => _ = JournalReader.Entries(rows.Select(row => row.Row)).Count());
        return !findings.IsSound;
    }

    // A forger gives his row a link that follows: what it holds must be refused by what reads it.
    private static bool OfForgery(byte[] line)
    {
        var row = new LogRow("forged", line);
        if (!row.HasForm)
        {
            return true;
        }

        var entry = LogEntryReader.Read(row);
        EventCatalogue.Standard.Read(entry);
        return entry.Owner is null;
    }

    private static void Refused(Action reading)
    {
        try
        {
            reading();
        }
        catch (LogDamagedException)
        {
            // As it must be.
        }
    }

    private static byte[] Mutated(byte[] line, Random random)
    {
        var bytes = line.ToList();
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            var at = random.Next(bytes.Count + 1);
            switch (random.Next(6))
            {
                case 0 when at < bytes.Count:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1 when at < bytes.Count:
                    bytes.RemoveRange(at, random.Next(bytes.Count - at) / (random.Next(8) + 1));
                    break;
                case 2:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Tokens[random.Next(Tokens.Length)]));
                    break;
                case 3 when at < bytes.Count:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 4 when at < bytes.Count:
                    bytes.InsertRange(at, bytes.Skip(random.Next(bytes.Count)).Take(random.Next(1, 60)).ToArray());
                    break;
                default:
                    Replaced(bytes, random);
                    break;
            }
        }

        return [.. bytes];
    }

    // A value of another kind in place of a number or a text, so that the JSON stays sound.
    private static void Replaced(List<byte> bytes, Random random)
    {
        var text = Encoding.Latin1.GetString([.. bytes]);
        var colons = Enumerable.Range(0, text.Length).Where(at => text[at] == ':' && at > 0 && text[at - 1] == '"').ToArray();
        if (colons.Length == 0)
        {
            return;
        }

        var from = colons[random.Next(colons.Length)] + 1;
        var to = text.IndexOfAny([',', '}'], from);
        if (to > from)
        {
            string[] values = ["null", "[]", "{}", "\"\"", "-1", "true", "9007199254740993", "{\"a\":[1]}", "\"vpc/\"", "1.5"];
            bytes.RemoveRange(from, to - from);
            bytes.InsertRange(from, Encoding.UTF8.GetBytes(values[random.Next(values.Length)]));
        }
    }

    private static byte[][] Lines(string file) => [.. File.ReadAllLines(file).Select(Encoding.UTF8.GetBytes)];
}
