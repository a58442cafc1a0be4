using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Xunit.Abstractions;

namespace PrivateLinkSim.Domain.Tests.Oracle;

/// <summary>
/// Simulator and oracle agree on random sequences of commands. <c>PLSIM_ORACLE_SEQUENCES</c> and <c>PLSIM_ORACLE_SEED</c>
/// ask for more of them, or others.
/// </summary>
public sealed class OracleSpec(ITestOutputHelper output)
{
    private const int UsualSequences = 1000;
    private const ulong UsualSeed = 20260101;
    private const int Threads = 2;
    private const int FullyPrinted = 1;

    [Fact]
    public void The_simulator_says_yes_and_no_as_the_oracle_does() => Compare(_ => new Settings());

    [Fact]
    public void They_agree_whatever_the_settings() => Compare(number => Sequences.SettingsOf(UsualSeed, number));

    private void Compare(Func<int, Settings> settings)
    {
        var sequences = (int)Asked("PLSIM_ORACLE_SEQUENCES", UsualSequences);
        var seed = Asked("PLSIM_ORACLE_SEED", UsualSeed);
        output.WriteLine(FormattableString.Invariant($"seed {seed}, {sequences} sequences of {Sequences.Length} commands"));

        var found = new ConcurrentDictionary<string, (int Count, int Number, Disagreement Least)>(StringComparer.Ordinal);
        var tally = new Tally();
        Parallel.For(0, sequences, new ParallelOptions { MaxDegreeOfParallelism = Threads }, number =>
        {
            if (Comparison.Of(Sequences.Of(seed, number), settings(number), tally) is { } disagreement)
            {
                found.AddOrUpdate(
                    disagreement.Kind,
                    _ => (1, number, Comparison.Least(disagreement, settings(number))),
                    (_, known) => known with { Count = known.Count + 1 });
            }
        });

        output.WriteLine(tally.ToString());
        Assert.True(found.IsEmpty, Report(found, settings));
    }

    private static string Report(ConcurrentDictionary<string, (int Count, int Number, Disagreement Least)> found, Func<int, Settings> settings)
    {
        var report = new StringBuilder().AppendLine();
        var printed = 0;
        foreach (var (kind, (count, number, least)) in found.OrderByDescending(each => each.Value.Count).ThenBy(each => each.Key, StringComparer.Ordinal))
        {
            report
                .AppendLine(CultureInfo.InvariantCulture, $"{count} x {kind} (first in sequence {number})")
                .AppendLine(CultureInfo.InvariantCulture, $"  oracle: {least.Oracle}")
                .AppendLine(CultureInfo.InvariantCulture, $"  simulator: {least.Simulator}")
                .AppendLine(printed++ < FullyPrinted ? ScenarioPrinter.Print(least, settings(number)) : ScenarioPrinter.Steps(least.Sequence, settings(number)));
        }

        return report.ToString();
    }

    private static ulong Asked(string variable, ulong usual) =>
        ulong.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : usual;
}
