namespace PrivateLinkSim.Simulation;

/// <summary>Checks what steps expect of groups of clients.</summary>
internal sealed class TrafficConditionChecks(ReferenceChecks references)
{
    private readonly ScenarioErrors _errors = references.Errors;

    public void Check(Condition condition, string path)
    {
        references.OneOf($"{path}.traffic", condition.Traffic!, "group of clients, endpoint of some, or 'all'", references.ClientGroups);
        if (condition is { Availability: null, AvailabilityAtMost: null, Lost: null, LostAtMost: null, Broken: null, LossAtMost: null, BrokenAtMost: null, RecoveredWithin: null, LatencyP50AtMost: null, LatencyP99AtMost: null, LoadAtMost: null })
        {
            _errors.Add(path, "say what is expected of the traffic: 'availability', 'availabilityAtMost', 'lost', 'lostAtMost', 'lossAtMost', 'broken', 'brokenAtMost', 'recoveredWithin', 'latencyP50AtMost', 'latencyP99AtMost' or 'loadAtMost'");
        }

        Share($"{path}.availability", condition.Availability);
        Share($"{path}.availabilityAtMost", condition.AvailabilityAtMost);
        Share($"{path}.loadAtMost", condition.LoadAtMost);
        Count($"{path}.lost", condition.Lost);
        Count($"{path}.lostAtMost", condition.LostAtMost);
        Count($"{path}.broken", condition.Broken);
        Count($"{path}.brokenAtMost", condition.BrokenAtMost);
        Duration($"{path}.over", condition.Over);
        Duration($"{path}.lossAtMost", condition.LossAtMost);
        Duration($"{path}.recoveredWithin", condition.RecoveredWithin);
        Duration($"{path}.latencyP50AtMost", condition.LatencyP50AtMost);
        Duration($"{path}.latencyP99AtMost", condition.LatencyP99AtMost);
        if (condition is { RecoveredWithin: not null, Over: null })
        {
            _errors.Add($"{path}.recoveredWithin", "say with 'over' from when it counts");
        }
    }

    private void Share(string path, string? text)
    {
        if (text is not null && TrafficFacts.Share(text) is null)
        {
            _errors.Add(path, $"'{text}' is no share; the form is 99.9%, with up to four decimals");
        }
    }

    private void Count(string path, long? number)
    {
        if (number < 0)
        {
            _errors.Add(path, FormattableString.Invariant($"{number} is no number of connections; 0 says that there is none"));
        }
    }

    private void Duration(string path, string? text)
    {
        if (text is not null && !Durations.TryParse(text, out _))
        {
            _errors.Add(path, $"'{text}' is no duration; {StepTimes.DurationForm}");
        }
    }
}
