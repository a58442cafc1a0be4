namespace PrivateLinkSim.Domain.Tests;

public sealed class MomentSpec
{
    [Theory]
    [InlineData("1970-01-01T00:00:00.000Z", 0)]
    [InlineData("2026-01-31T12:00:00.001Z", 1769860800001)]
    [InlineData("1969-12-31T23:59:59.999Z", -1)]
    [InlineData("9999-12-31T23:59:59.999Z", 253402300799999)]
    public void A_moment_is_written_as_it_is_read(string text, long milliseconds)
    {
        Assert.Equal(new Moment(milliseconds), Moment.Parse(text));
        Assert.Equal(text, new Moment(milliseconds).ToString());
    }

    [Fact]
    public void The_milliseconds_may_be_left_out_when_reading() =>
        Assert.Equal(Moment.Parse("2026-01-31T12:00:00.000Z"), Moment.Parse("2026-01-31T12:00:00Z"));

    [Theory]
    [InlineData("2026-01-31")]
    [InlineData("2026-01-31T12:00:00")]
    [InlineData("2026-01-31T12:00:00+01:00")]
    [InlineData("2026-02-30T12:00:00Z")]
    [InlineData("31.01.2026 12:00:00")]
    [InlineData("")]
    public void Any_other_form_is_no_moment(string text)
    {
        Assert.False(Moment.TryParse(text, out _));
        Assert.Throws<FormatException>(() => Moment.Parse(text));
    }

    [Fact]
    public void A_moment_is_the_same_everywhere() => Elsewhere.Run(() =>
    {
        Assert.Equal("2026-01-31T12:00:00.001Z", Moment.Parse("2026-01-31T12:00:00.001Z").ToString());
        Assert.Equal("10.0.4.0/24", CidrBlock.TryParse("10.0.4.0/24", out var block) ? block.ToString() : "");
        Assert.Equal("pendingAcceptance", EndpointStatus.PendingAcceptance.OnTheWire());
        Assert.Equal("vpc/vpc-0", new EntityId(EntityKind.Vpc, "vpc-0").ToString());
    });

    [Fact]
    public void Time_adds_up()
    {
        var noon = Moment.Parse("2026-01-31T12:00:00Z");

        Assert.Equal(Moment.Parse("2026-02-01T12:00:00Z"), noon + TimeSpan.FromDays(1));
        Assert.Equal(TimeSpan.FromDays(1), noon + TimeSpan.FromDays(1) - noon);
        Assert.True(noon < noon + TimeSpan.FromMilliseconds(1) && noon + TimeSpan.Zero >= noon && noon.CompareTo(noon + TimeSpan.Zero) == 0);
        Assert.Throws<OverflowException>(() => new Moment(long.MaxValue) + TimeSpan.FromSeconds(1));
    }
}
