using System.Collections.Immutable;
using System.Net;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>Health and clock of a served run.</summary>
internal sealed class ControlClock(ServedRun served)
{
    // Whatever is due in the time is simulated before the answer; ten years at once are enough for anybody.
    private static readonly TimeSpan LongestAdvance = TimeSpan.FromDays(3_653);
    private static readonly Moment End = Moment.Parse("9000-01-01T00:00:00Z");

    /// <summary>What can be asked.</summary>
    public ImmutableArray<ControlRoute> Routes =>
    [
        new("GET", "/health", "Whether the run goes on.", null, typeof(HealthAnswer), _ => Task.FromResult<object>(Health(served))),
        new("GET", "/ready", "Whether calls are answered: waits until one would be.", null, typeof(HealthAnswer), async _ =>
        {
            await served.SettleAsync();
            return Health(served);
        }),
        new("GET", "/clock", "The virtual time, and how fast it goes.", null, typeof(ClockAnswer), _ => Task.FromResult<object>(Clock(served))),
        new("POST", "/clock/advance", "Puts the clock on, and answers when all that is due by then has happened.", typeof(ClockAdvance), typeof(ClockAnswer), AdvanceAsync),
        new("POST", "/clock/pace", "Changes how fast the clock goes.", typeof(PaceChange), typeof(ClockAnswer), request =>
        {
            const string Example = """{"pace":"60x"}""";
            var pace = request.Read<PaceChange>(Example).Pace;
            served.Pace.Set(Pace.Read(pace) ?? throw new ControlException($"'{pace}' is no pace; say real, manual, or a factor such as 60x."));
            return Task.FromResult<object>(Clock(served));
        }),
    ];

    /// <summary>That the run goes on.</summary>
    /// <exception cref="ControlException">It does not.</exception>
    public static HealthAnswer Health(ServedRun served) => served.Ended.IsCompleted
        ? throw new ControlException($"The run has ended{(served.Ended.Exception?.InnerException is { } failure ? $": {failure.Message}" : ".")}", HttpStatusCode.ServiceUnavailable)
        : new HealthAnswer(true, Program.Version, served.RunId, Clock(served));

    private static ClockAnswer Clock(ServedRun served) => new(served.Pace.Now.ToString(), Pace.Show(served.Pace.Factor));

    private async Task<object> AdvanceAsync(ControlRequest request)
    {
        const string Example = """{"by":"10m"} or {"to":"2026-01-01T12:00:00Z"}""";
        var by = request.Read<ClockAdvance>(Example) switch
        {
            { By: { } text, To: null } => Durations.TryParse(text, out var duration) ? duration : throw new ControlException($"'{text}' is no duration, such as 90s, 10m or 1h30m."),
            { By: null, To: { } text } => Moment.TryParse(text, out var to) ? to - served.Pace.Now : throw new ControlException($"'{text}' is no time, such as 2026-01-01T12:00:00Z."),
            _ => throw new ControlException($"The body must be of the form {Example}."),
        };
        if (by < TimeSpan.Zero)
        {
            throw new ControlException($"It is {served.Pace.Now} already; the clock goes forward only.");
        }

        if (by > LongestAdvance || served.Pace.Now + by > End)
        {
            throw new ControlException("The clock is put on by ten years at most, and not beyond the year 9000.");
        }

        served.Pace.Advance(by);
        await served.SettleAsync();
        return Clock(served);
    }
}
