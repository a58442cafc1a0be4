using System.Collections.Immutable;
using System.Globalization;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>The expectations of a run: those judged on the spot, and those that look at every settled moment for a while.</summary>
internal sealed class ExpectationWindows(ConditionJudge judge)
{
    private readonly List<Window> _open = [];
    private readonly SortedDictionary<int, Verdict> _verdicts = [];
    private int _expectations;

    /// <summary>What was decided so far, in the order of the file.</summary>
    public ImmutableArray<Verdict> Verdicts => [.. _verdicts.Values];

    /// <summary>The rules that decided what held so far.</summary>
    public IReadOnlySet<string> Exercised => judge.Exercised;

    /// <summary>Adds a verdict that was come to on the spot.</summary>
    public void Add(Verdict verdict) => _verdicts.Add(_expectations++, verdict);

    /// <summary>Judges a step's Expect now, and begins to look for its Eventually, Always and Never.</summary>
    public void Open(int index, ScenarioFile file, Moment now)
    {
        var step = file.Scenario.Steps[index];
        var path = $"steps[{Text(index)}]";
        for (var each = 0; each < step.Expect.Length; each++)
        {
            var finding = judge.Judge(step.Expect[each], now);
            Add(new Verdict(index, $"{path}.expect[{Text(each)}]", finding.Text, finding.Holds, now, finding.Found));
        }

        var patience = file.WithinOf(index) is { } within ? now + within : (Moment?)null;
        var until = file.ForOf(index) is { } duration ? now + duration : (Moment?)null;
        if (!step.Eventually.IsEmpty)
        {
            _open.Add(new Window(_expectations++, WindowKind.Eventually, index, $"{path}.eventually", step.Eventually, now, patience));
        }

        for (var each = 0; each < step.Always.Length; each++)
        {
            _open.Add(new Window(_expectations++, WindowKind.Always, index, $"{path}.always[{Text(each)}]", [step.Always[each]], now, until));
        }

        for (var each = 0; each < step.Never.Length; each++)
        {
            _open.Add(new Window(_expectations++, WindowKind.Never, index, $"{path}.never[{Text(each)}]", [step.Never[each]], now, until));
        }
    }

    /// <summary>Looks at a settled moment with every open window; what was true before it stays true until it.</summary>
    public void Look(Moment now)
    {
        for (var each = _open.Count - 1; each >= 0; each--)
        {
            var window = _open[each];
            if (Decide(window, now) is { } verdict)
            {
                _open.RemoveAt(each);
                _verdicts.Add(window.Place, verdict);
            }
        }
    }

    /// <summary>Decides what is still open: the world stays as it is.</summary>
    public void Conclude(Moment now)
    {
        Look(now);
        foreach (var window in _open)
        {
            _verdicts.Add(window.Place, Lapsed(window, now));
        }

        _open.Clear();
    }

    private Verdict? Decide(Window window, Moment now)
    {
        if (window.Until is { } until && now > until)
        {
            return Lapsed(window, until);
        }

        Finding[] findings = [.. window.Conditions.Select(condition => judge.Judge(condition, now))];
        var holds = Array.TrueForAll(findings, finding => finding.Holds);
        var text = string.Join("; ", findings.Select(finding => finding.Text));
        window.LastFound = string.Join("; ", findings.Where(finding => !finding.Holds).Select(finding => finding.Found));
        return (window.Kind, holds) switch
        {
            (WindowKind.Eventually, true) => Of(window, text, true, now, $"after {Elapsed(window, now)}"),
            (WindowKind.Always, false) => Of(window, text, false, now, $"after {Elapsed(window, now)}: {window.LastFound}"),
            (WindowKind.Never, true) => Of(window, text, false, now, $"it did after {Elapsed(window, now)}"),
            _ => null,
        };
    }

    private Verdict Lapsed(Window window, Moment now)
    {
        var text = string.Join("; ", window.Conditions.Select(condition => judge.Judge(condition, now).Text));
        return window.Kind == WindowKind.Eventually
            ? Of(window, text, false, now, $"not within {Elapsed(window, now)}: {window.LastFound}")
            : Of(window, text, true, now, $"for {Elapsed(window, now)}");
    }

    private static Verdict Of(Window window, string text, bool held, Moment now, string found)
    {
        var words = window.Kind switch
        {
            WindowKind.Eventually => "in time, ",
            WindowKind.Always => "always, ",
            _ => "never: ",
        };
        return new Verdict(window.Step, window.Path, words + text, held, now, found);
    }

    private static string Elapsed(Window window, Moment now) => Durations.Text(now - window.From);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private enum WindowKind
    {
        Eventually,
        Always,
        Never,
    }

    private sealed record Window(
        int Place, WindowKind Kind, int Step, string Path, ImmutableArray<Condition> Conditions, Moment From, Moment? Until)
    {
        public string LastFound { get; set; } = "";
    }
}
