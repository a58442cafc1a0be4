namespace PrivateLinkSim.Simulation.Tests.Scenarios;

public sealed class DurationsSpec
{
    [Theory]
    [InlineData("0s", 0)]
    [InlineData("500ms", 500)]
    [InlineData("90s", 90_000)]
    [InlineData("5m", 300_000)]
    [InlineData("1h30m", 5_400_000)]
    [InlineData("1d2h3m4s5ms", 93_784_005)]
    [InlineData("24h", 86_400_000)]
    public void A_duration_is_whole_numbers_with_units(string text, long milliseconds)
    {
        Assert.True(Durations.TryParse(text, out var duration));

        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), duration);
        Assert.True(Durations.TryParse(Durations.Text(duration), out var again) && again == duration);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("s")]
    [InlineData("-5s")]
    [InlineData("1.5h")]
    [InlineData("1 h")]
    [InlineData("30m1h")]
    [InlineData("5m5m")]
    [InlineData("5M")]
    [InlineData("5w")]
    [InlineData("99999999999999999999d")]
    [InlineData("400000d")]
    public void Anything_else_is_none(string text) => Assert.False(Durations.TryParse(text, out _));

    [Theory]
    [InlineData(90_000, "1m30s")]
    [InlineData(86_400_000, "1d")]
    [InlineData(-1_500, "-1s500ms")]
    [InlineData(0, "0s")]
    public void The_text_is_the_shortest_one(long milliseconds, string text) =>
        Assert.Equal(text, Durations.Text(TimeSpan.FromMilliseconds(milliseconds)));
}
