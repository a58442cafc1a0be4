using System.Globalization;
using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Host.Tests.Importing;

/// <summary>Answers and plans in which something is missing or is something else: each becomes a scenario or is refused with its place.</summary>
public sealed class MutatedImportSpec : IDisposable
{
    private const int Usual = 40;
    private const int MostFailures = 5;

    private static readonly string Folder = Path.Combine(Given.Root, "tests", "PrivateLinkSim.Host.Tests", "imported");

    private readonly Workbench _bench = new();

    public void Dispose() => _bench.Dispose();

    // PLSIM_IMPORT_INPUTS makes it long, PLSIM_IMPORT_FROM says where it begins.
    [Fact]
    public async Task Every_file_becomes_a_scenario_or_is_refused()
    {
        var (from, count) = (Number("PLSIM_IMPORT_FROM", 0), Number("PLSIM_IMPORT_INPUTS", Usual));
        var failures = new List<string>();
        for (var seed = from; seed < from + count && failures.Count < MostFailures; seed++)
        {
            var dice = new Random(seed);
            var arguments = (seed % 4) switch
            {
                0 => Plan("orders", "plan.json", dice),
                1 => Plan("rates", "plan.json", dice),
                2 => Plan("orders", "state.json", dice),
                _ => Answers(dice),
            };

            var answer = await _bench.RunAsync(["import", .. arguments]);

            if (answer.Code is not (0 or 2) || answer.Output.Length > 0 != (answer.Code == 0))
            {
                failures.Add($"seed {seed}: exit code {answer.Code}, {answer.Error}");
            }
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    private string[] Plan(string name, string file, Random dice)
    {
        _bench.With("plan.json", Mutated(Path.Combine(Folder, "terraform", name, file), dice));
        return ["terraform", "plan.json"];
    }

    private string[] Answers(Random dice)
    {
        var files = Directory.EnumerateFiles(Path.Combine(Folder, "aws")).Order(StringComparer.Ordinal).ToArray();
        var wrong = dice.Next(files.Length);
        for (var index = 0; index < files.Length; index++)
        {
            _bench.With(Path.Combine("aws", Path.GetFileName(files[index])), index == wrong ? Mutated(files[index], dice) : File.ReadAllText(files[index]));
        }

        return ["aws", "aws"];
    }

    private static string Mutated(string file, Random dice)
    {
        var document = JObject.Parse(File.ReadAllText(file));
        for (var changes = dice.Next(1, 4); changes > 0; changes--)
        {
            var values = document.Descendants().Where(each => each is JProperty or JValue || each.Parent is JArray).ToArray();
            if (values.Length == 0)
            {
                break;
            }

            var (chosen, other) = (values[dice.Next(values.Length)], values[dice.Next(values.Length)]);
            switch (dice.Next(5))
            {
                case 0:
                    chosen.Drop();
                    break;
                case 1:
                    chosen.Set(JValue.CreateNull());
                    break;
                case 2:
                    chosen.Set(new JValue("x"));
                    break;
                case 3:
                    chosen.Set(new JValue(dice.Next(-1, 70_000)));
                    break;
                default:
                    chosen.Set((other is JProperty member ? member.Value : other).DeepClone());
                    break;
            }
        }

        return document.ToString();
    }

    private static int Number(string name, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : usual;
}

/// <summary>Changes of a document in place.</summary>
internal static class Mutations
{
    public static void Drop(this JToken token)
    {
        if (token is { Parent: JProperty member })
        {
            member.Remove();
        }
        else if (token.Parent is not null)
        {
            token.Remove();
        }
    }

    public static void Set(this JToken token, JToken value)
    {
        if (token is JProperty member)
        {
            member.Value = value;
        }
        else if (token.Parent is not null)
        {
            token.Replace(value);
        }
    }
}
