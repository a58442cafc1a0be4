namespace PrivateLinkSim.Simulation;

/// <summary>A step that entities are working on: answers come in any order and are put where their turns stand.</summary>
internal sealed class StepInFlight
{
    private readonly List<Work> _works;
    private readonly Answer?[] _answers;
    private readonly long _firstTurn;
    private int _missing;

    /// <summary>Numbers the turns of a step, in its order.</summary>
    public StepInFlight(List<Work> works, long firstTurn)
    {
        _works = works;
        _answers = new Answer?[works.Count];
        _firstTurn = firstTurn;
        for (var index = 0; index < works.Count; index++)
        {
            works[index].Turn = firstTurn + index;
            _missing += works[index].Target is null ? 0 : 1;
        }
    }

    public int Count => _works.Count;

    public bool IsComplete => _missing == 0;

    public IReadOnlyList<Work> Works => _works;

    /// <summary>Puts an answer at its place; false for one of another step, and for one that was there already.</summary>
    public bool Accept(Answer answer)
    {
        var place = answer.Number - _firstTurn;
        if (place < 0 || place >= _answers.Length || _answers[place] is not null || _works[(int)place].Target is null)
        {
            return false;
        }

        _answers[place] = answer;
        _missing--;
        return true;
    }

    /// <summary>The answer of a work; null only for the run's own.</summary>
    public Answer? AnswerOf(int index) => _answers[index];
}
