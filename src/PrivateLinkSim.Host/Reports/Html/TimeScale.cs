using System.Globalization;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Host;

/// <summary>The virtual time of a run as a scale from 0 to 100 percent, with ticks that people read.</summary>
internal sealed class TimeScale(Moment start, Moment end)
{
    private const int Ticks = 6;

    private static readonly TimeSpan[] Steps =
    [
        TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30),
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(1), TimeSpan.FromHours(2), TimeSpan.FromHours(3), TimeSpan.FromHours(6), TimeSpan.FromHours(12),
        TimeSpan.FromDays(1), TimeSpan.FromDays(2), TimeSpan.FromDays(7), TimeSpan.FromDays(14), TimeSpan.FromDays(30), TimeSpan.FromDays(90),
        TimeSpan.FromDays(365),
    ];

    public Moment Start { get; } = start;

    public Moment End { get; } = end;

    /// <summary>The length of the scale; never nothing.</summary>
    public TimeSpan Length { get; } = end > start ? end - start : TimeSpan.FromMilliseconds(1);

    /// <summary>Where the ticks are, as offsets from the start.</summary>
    public IEnumerable<TimeSpan> Marks
    {
        get
        {
            var step = Step(Length, Ticks);
            for (var mark = TimeSpan.Zero; mark <= Length; mark += step)
            {
                yield return mark;
            }
        }
    }

    /// <summary>The shortest usual step of which no more than so many make a length.</summary>
    public static TimeSpan Step(TimeSpan length, int most) =>
        Steps.FirstOrDefault(step => step * most >= length) is var step && step > TimeSpan.Zero ? step : Steps[^1] * Math.Ceiling(length / Steps[^1] / most);

    /// <summary>Where a moment is.</summary>
    public string Percent(Moment moment) => Percent(moment - Start);

    /// <summary>How much of the scale a time takes.</summary>
    public string Percent(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{100 * (time / Length):0.###}%");
}
