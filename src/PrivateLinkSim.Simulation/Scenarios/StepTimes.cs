using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>When a step happens, and how long its expectations look.</summary>
internal readonly record struct StepTime(Moment At, TimeSpan? Within, TimeSpan? For);

/// <summary>The times of a scenario, worked out from the start on.</summary>
internal sealed record StepTimes(Moment Start, ImmutableArray<StepTime> Steps, Moment End)
{
    /// <summary>What a duration looks like, for errors.</summary>
    public const string DurationForm = "a duration is whole numbers with units: 500ms, 90s, 5m, 2h, 1d, 1h30m";

    private const string TimeForm = "the form is 2026-01-31T12:00:00Z";

    // A run never goes beyond its end, but what it sets for later may lie a longest duration beyond: until 9999, which is what can be shown.
    private static readonly Moment LastMoment = Moment.Parse("8999-12-30T00:00:00Z");

    public static StepTimes Of(Scenario scenario, ScenarioErrors errors)
    {
        var start = ReadMoment("start", scenario.Start, errors) ?? new Moment(0);
        var steps = ImmutableArray.CreateBuilder<StepTime>(scenario.Steps.Length);
        var (now, end) = (start, start);
        for (var index = 0; index < scenario.Steps.Length; index++)
        {
            var step = scenario.Steps[index];
            var path = ScenarioPath.Item("steps", index);
            var at = TimeOf(step, path, now, errors);
            if (at < now)
            {
                var before = index == 0 ? "the start" : "the step above";
                errors.Add($"{path}.at", $"{step.At} is before {before} ({now}); steps stand in the order of time");
                at = now;
            }

            var time = new StepTime(at, WithinOf(step, path, errors), ForOf(step, path, errors));
            steps.Add(time);
            now = at;
            var last = Latest(at, at + (time.Within ?? TimeSpan.Zero), at + (time.For ?? TimeSpan.Zero));
            if (last > LastMoment)
            {
                errors.Add(path, "the step, or what it expects, is after the year 8999");
                break;
            }

            end = Latest(end, last);
        }

        end += ReadDuration("linger", scenario.Linger, errors) ?? TimeSpan.Zero;
        if (end > LastMoment)
        {
            errors.Add("linger", "the run would end after the year 8999");
        }

        return new StepTimes(start, steps.ToImmutable(), end);
    }

    private static Moment TimeOf(Step step, string path, Moment now, ScenarioErrors errors)
    {
        if (step is { At: not null, After: not null })
        {
            errors.Add($"{path}.after", "a step has 'at' or 'after', not both");
        }

        return step.At is null
            ? now + (ReadDuration($"{path}.after", step.After, errors) ?? TimeSpan.Zero)
            : ReadMoment($"{path}.at", step.At, errors) ?? now;
    }

    private static TimeSpan? WithinOf(Step step, string path, ScenarioErrors errors)
    {
        switch (step)
        {
            case { Within: null, Eventually.IsEmpty: false }:
                errors.Add($"{path}.eventually", "'eventually' needs 'within': how long may it take?");
                break;
            case { Within: not null, Eventually.IsEmpty: true }:
                errors.Add($"{path}.within", "'within' is the patience of 'eventually', which is not there");
                break;
        }

        return ReadDuration($"{path}.within", step.Within, errors);
    }

    private static TimeSpan? ForOf(Step step, string path, ScenarioErrors errors)
    {
        if (step is { For: not null, Always.IsEmpty: true, Never.IsEmpty: true })
        {
            errors.Add($"{path}.for", "'for' says how long 'always' and 'never' look, and neither is there");
        }

        return ReadDuration($"{path}.for", step.For, errors);
    }

    private static Moment? ReadMoment(string path, string text, ScenarioErrors errors)
    {
        if (Moment.TryParse(text, out var moment))
        {
            return moment;
        }

        errors.Add(path, $"'{text}' is no UTC time; {TimeForm}");
        return null;
    }

    private static TimeSpan? ReadDuration(string path, string? text, ScenarioErrors errors)
    {
        if (text is null)
        {
            return null;
        }

        if (Durations.TryParse(text, out var duration))
        {
            return duration;
        }

        errors.Add(path, $"'{text}' is no duration; {DurationForm}");
        return null;
    }

    private static Moment Latest(params ReadOnlySpan<Moment> moments)
    {
        var latest = moments[0];
        foreach (var moment in moments)
        {
            latest = moment > latest ? moment : latest;
        }

        return latest;
    }
}
