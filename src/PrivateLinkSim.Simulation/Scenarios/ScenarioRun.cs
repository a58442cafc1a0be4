using System.Collections.Immutable;
using System.Globalization;

namespace PrivateLinkSim.Simulation;

/// <summary>One run of a scenario: what the kernel is given, and what came of the scenario's expectations.</summary>
public sealed class ScenarioRun
{
    private readonly ScenarioFile _file;
    private readonly ScenarioScript _script;
    private readonly long _seed;

    /// <summary>A run of a scenario; an object is good for one run.</summary>
    /// <param name="file">The scenario, read and checked.</param>
    /// <param name="seed">Another seed than the scenario's, or null.</param>
    public ScenarioRun(ScenarioFile file, long? seed = null)
    {
        _file = file;
        _seed = seed ?? file.Scenario.Seed;
        _script = new ScenarioScript(file);
    }

    /// <summary>How every command of topology and steps ended, in the order they were made.</summary>
    public ImmutableArray<CommandOutcome> Outcomes => _script.Outcomes;

    /// <summary>Every expectation with its verdict, in the order of the file. Complete once the run has ended.</summary>
    public ImmutableArray<Verdict> Verdicts => _script.Verdicts;

    /// <summary>
    /// The ids of the rules that the run exercised: those that refused, were recommended, decided what held, or whose working its
    /// events are. Complete once the run has ended.
    /// </summary>
    public ImmutableSortedSet<string> ExercisedRules => _script.ExercisedRules;

    /// <summary>What became of the traffic, in the order of the groups' names. Complete once the run has ended.</summary>
    public ImmutableArray<ClientSeries> Traffic => _script.Traffic;

    /// <summary>What the run cost, by account. Complete once the run has ended; nothing for a scenario without traffic.</summary>
    public CostTable Costs => _script.Costs;

    /// <summary>Whether everything held.</summary>
    public bool Passed => Verdicts.All(verdict => verdict.Held);

    /// <summary>What the simulator is to run.</summary>
    /// <param name="runId">The name the run is kept under.</param>
    /// <param name="programVersion">The program's version.</param>
    /// <param name="dataHashes">The hashes of the data files, by name.</param>
    /// <param name="entityTypes">Other rules than the product's, for tests of the kernel; null for the product's.</param>
    public RunPlan Plan(
        string runId, string programVersion, ImmutableSortedDictionary<string, string> dataHashes, EntityTypes? entityTypes = null) =>
        new(
            runId,
            _file.Start,
            new RunStarted(_seed, new CanonicalDocument(_file.Canonical), CanonicalJson.ReadObject(CanonicalJson.Bytes(_file.Facts.Settings)), dataHashes),
            _file.Facts,
            _script,
            entityTypes ?? EntityTypes.Standard,
            EventCatalogue.Standard)
        {
            ProgramVersion = programVersion,
            ScenarioName = _file.Name,
            Verdict = () => Summary,
        };

    /// <summary>The verdict in a word or two: <c>PASS</c>, or <c>FAIL (2 of 7 expectations failed)</c>.</summary>
    public string Summary
    {
        get
        {
            var verdicts = Verdicts;
            var failed = verdicts.Count(verdict => !verdict.Held);
            return failed == 0
                ? "PASS"
                : string.Create(CultureInfo.InvariantCulture, $"FAIL ({failed} of {verdicts.Length} expectations failed)");
        }
    }
}
