namespace PrivateLinkSim.Host.Tests;

public sealed class StepLineSpec
{
    private const int Parts = 160;

    [Fact]
    public void A_second_of_loss_in_a_month_is_kept()
    {
        Plateau[] all = [.. Enumerable.Range(0, 100_000).Select(index => new Plateau(index * 26L, 26, index == 77_777 ? 0 : 99 + (index % 2)))];

        var thin = StepLine.Thin(all, Parts);

        Assert.InRange(thin.Length, Parts, 4 * Parts);
        Assert.Equal(new Plateau(77_777 * 26L, thin.Single(each => each.Value == 0).Seconds, 0), thin.Single(each => each.Value == 0));
    }

    [Fact]
    public void What_is_kept_follows_without_gap_or_overlap_and_ends_where_all_ended()
    {
        Plateau[] all = [.. Enumerable.Range(0, 5_000).Select(index => new Plateau(100 + index, 1, index % 7))];

        var thin = StepLine.Thin(all, Parts);

        Assert.Equal(100, thin[0].From);
        Assert.Equal(5_100, thin[^1].To);
        Assert.All(thin.Zip(thin.Skip(1)), pair => Assert.Equal(pair.Item1.To, pair.Item2.From));
    }

    [Fact]
    public void Few_are_kept_as_they_are()
    {
        Plateau[] all = [new(0, 5, 1), new(5, 10, double.NaN), new(15, 1, 2)];

        Assert.Equal(all, StepLine.Thin(all, Parts));
    }
}
