using System.Diagnostics;

namespace PrivateLinkSim.Benchmarks;

/// <summary>Something that is timed.</summary>
internal sealed record Subject(string Name, Func<Task> Run)
{
    public static Subject Of(string name, Action run) => new(name, () =>
    {
        run();
        return Task.CompletedTask;
    });
}

/// <summary>How long something took, a few times over.</summary>
internal sealed class Sample
{
    private readonly List<double> _seconds = [];

    public int Count => _seconds.Count;

    public double Shortest => _seconds.Min();

    public double Longest => _seconds.Max();

    public double Median
    {
        get
        {
            var sorted = _seconds.Order().ToArray();
            return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        }
    }

    /// <summary>
    /// Times subjects in turn, so that what else the machine does meets all of them alike. A first round warms up and
    /// counts only when there is no time for another.
    /// </summary>
    /// <param name="rounds">At most so many rounds are counted.</param>
    /// <param name="budget">No further round begins when it would probably end later than this.</param>
    /// <param name="open">Done before each timing, not timed.</param>
    /// <param name="close">Done after each timing, not timed.</param>
    /// <param name="subjects">What is timed.</param>
    public static Sample[] Take(int rounds, TimeSpan budget, Action open, Action close, params Subject[] subjects)
    {
        var total = Stopwatch.StartNew();
        Round(new Sample[subjects.Length].Select(_ => new Sample()).ToArray(), subjects, open, close);
        var samples = new Sample[subjects.Length].Select(_ => new Sample()).ToArray();
        for (var round = 0; round < rounds && (round == 0 || total.Elapsed * (round + 2) / (round + 1) <= budget); round++)
        {
            Round(samples, subjects, open, close);
        }

        return samples;
    }

    private static void Round(Sample[] samples, Subject[] subjects, Action open, Action close)
    {
        for (var index = 0; index < subjects.Length; index++)
        {
            open();
            GC.Collect();
            var watch = Stopwatch.StartNew();
            subjects[index].Run().GetAwaiter().GetResult();
            samples[index]._seconds.Add(watch.Elapsed.TotalSeconds);
            close();
        }
    }
}
