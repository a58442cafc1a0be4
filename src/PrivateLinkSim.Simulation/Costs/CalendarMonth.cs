using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>A month of the calendar, in UTC: tiers begin anew with each.</summary>
/// <param name="Number">The months since January 1970.</param>
internal readonly record struct CalendarMonth(int Number)
{
    private const int MonthsPerYear = 12;
    private const long MillisecondsPerSecond = 1000;

    /// <summary>Its first moment.</summary>
    public Moment Begins => new((DateTime.UnixEpoch.AddMonths(Number).Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond);

    /// <summary>The month after it.</summary>
    public CalendarMonth Next => new(Number + 1);

    /// <summary>The month in which a moment lies.</summary>
    public static CalendarMonth Of(Moment moment)
    {
        var time = DateTime.UnixEpoch.AddTicks(moment.Milliseconds * TimeSpan.TicksPerMillisecond);
        return new CalendarMonth(((time.Year - DateTime.UnixEpoch.Year) * MonthsPerYear) + time.Month - 1);
    }

    /// <summary>The first full second of a run that does not begin before a moment.</summary>
    public static long SecondAt(Moment start, Moment moment) =>
        Math.Max(0, (moment.Milliseconds - start.Milliseconds + MillisecondsPerSecond - 1) / MillisecondsPerSecond);
}
