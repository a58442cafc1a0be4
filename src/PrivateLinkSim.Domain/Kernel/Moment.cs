using System.Globalization;

namespace PrivateLinkSim.Domain;

/// <summary>
/// A point of virtual time: whole milliseconds since 1970-01-01T00:00:00Z, always UTC. Many events share a moment,
/// so a moment never orders anything by itself.
/// </summary>
public readonly record struct Moment(long Milliseconds) : IComparable<Moment>
{
    private const string Form = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>Reads the form that <see cref="ToString"/> writes, with or without the milliseconds.</summary>
    /// <exception cref="FormatException">The text is not a UTC time of that form.</exception>
    public static Moment Parse(string text) =>
        TryParse(text, out var moment)
            ? moment
            : throw new FormatException($"'{text}' is no UTC time; the form is 2026-01-31T12:00:00Z.");

    /// <summary>Reads the form that <see cref="ToString"/> writes; false when it is not of that form.</summary>
    public static bool TryParse(string text, out Moment moment)
    {
        var read = DateTime.TryParseExact(
            text, [Form, "yyyy-MM-dd'T'HH:mm:ss'Z'"], CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time);
        moment = new Moment(read ? (time.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond : 0);
        return read;
    }

    public static Moment operator +(Moment moment, TimeSpan delay) =>
        new(moment.Milliseconds + (delay.Ticks / TimeSpan.TicksPerMillisecond));

    public static TimeSpan operator -(Moment left, Moment right) =>
        TimeSpan.FromMilliseconds(left.Milliseconds - right.Milliseconds);

    public static bool operator <(Moment left, Moment right) => left.Milliseconds < right.Milliseconds;

    public static bool operator >(Moment left, Moment right) => left.Milliseconds > right.Milliseconds;

    public static bool operator <=(Moment left, Moment right) => left.Milliseconds <= right.Milliseconds;

    public static bool operator >=(Moment left, Moment right) => left.Milliseconds >= right.Milliseconds;

    public int CompareTo(Moment other) => Milliseconds.CompareTo(other.Milliseconds);

    /// <summary>The ISO 8601 form with milliseconds: <c>2026-01-31T12:00:00.000Z</c>.</summary>
    public override string ToString() =>
        DateTime.UnixEpoch.AddTicks(Milliseconds * TimeSpan.TicksPerMillisecond).ToString(Form, CultureInfo.InvariantCulture);
}
