using System.Globalization;
using System.Text;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation.Tests.Scenarios;

/// <summary>Whatever is taken for a scenario is read as one, or refused with a place for each thing that is wrong.</summary>
public sealed class MutatedTextsSpec
{
    private const int Usual = 3000;
    private const int Told = 400;

    private static readonly RegionTable Regions = RegionData.Load().Regions;

    // For a long run: PLSIM_READER_INPUTS=500000, and PLSIM_READER_FROM=N to begin elsewhere.
    private static readonly int Inputs = Number("PLSIM_READER_INPUTS", Usual);
    private static readonly int From = Number("PLSIM_READER_FROM", 0);

    [Fact]
    public async Task Every_text_is_read_or_refused_with_places()
    {
        var (right, wrong) = (0, 0);
        await using var simulator = Simulator.Open(JournalOptions.Memory);
        for (var number = From; number < From + Inputs; number++)
        {
            var text = MutatedTexts.Of(number);
            if (Read(text, number) is not { } file)
            {
                wrong++;
            }
            else if (right++ % 100 == 0 && IsShort(file))
            {
                await RunAsync(simulator, file, number);
            }
        }

        Assert.True(right > Inputs / 40 && wrong > Inputs / 2, $"{right} texts were read and {wrong} refused: that is no test of both.");
    }

    private static ScenarioFile? Read(byte[] text, int number)
    {
        try
        {
            var file = ScenarioFile.Parse(text, "mutated.json", Regions);
            CanonicalJson.Bytes(file.Canonical);
            return file;
        }
        catch (BadScenarioException bad)
        {
            var lines = text.AsSpan().Count((byte)'\n') + 1;
            Assert.All(bad.Errors, error => Assert.True(
                error.Line >= 1 && error.Line <= lines && error.Column >= 1 && error.Message.Length > 0, $"Text {number}: '{error}' has no place in its {lines} lines."));
            Assert.NotEmpty(bad.Errors);
            return null;
        }
        catch (Exception crash)
        {
            throw new InvalidOperationException($"Text {number} was neither read nor refused: {crash.Message}\n{Shown(text)}", crash);
        }
    }

    // What could be read can be run: its expectations may fail, and nothing else.
    private static async Task RunAsync(Simulator simulator, ScenarioFile file, int number)
    {
        try
        {
            await simulator.RunAsync(ShippedScenarios.Plan(new ScenarioRun(file), FormattableString.Invariant($"mutated-{number}")));
        }
        catch (RunException crash)
        {
            throw new InvalidOperationException($"Text {number} was read, and can't be run: {crash.Message}", crash);
        }
    }

    private static bool IsShort(ScenarioFile file) => file.End - file.Start < TimeSpan.FromDays(30) && file.Scenario.Traffic.IsEmpty;

    private static string Shown(byte[] text) => Encoding.UTF8.GetString(text)[..Math.Min(Told, Encoding.UTF8.GetString(text).Length)];

    private static int Number(string variable, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : usual;
}
