using System.Globalization;

namespace PrivateLinkSim.Simulation;

/// <summary>Reads a breakpoint: operators here, paths and values in the other part.</summary>
internal sealed partial class BreakpointParser(string text, BreakpointNames names)
{
    // Far more than anybody writes, and far less than the stack takes.
    private const int Deepest = 100;

    private static readonly string[] Keywords = ["and", "or", "not", "contains"];

    private static readonly string[] Comparisons = ["==", "!=", "<", "<=", ">", ">=", "contains"];

    private readonly List<BreakpointToken> _tokens = BreakpointTokens.Of(text);
    private readonly List<BreakpointPath> _paths = [];
    private readonly List<BreakpointExpression.Changed> _changes = [];
    private int _at;
    private int _depth;

    private BreakpointToken Current => _tokens[_at];

    public Breakpoint Read()
    {
        var expression = ReadOr();
        if (Current.Kind is not BreakpointTokenKind.End)
        {
            throw Wrong(Current.Column, Current.Is(")")
                ? "This ')' closes nothing."
                : $"{Current.Shown} can't stand here; a condition goes on with 'and' or 'or', "
                    + $"a field with a comparison ({string.Join(' ', Comparisons)}).");
        }

        return new Breakpoint(text, expression, _paths, _changes);
    }

    private BreakpointExpression ReadOr()
    {
        var left = ReadAnd();
        while (Take("or"))
        {
            left = new BreakpointExpression.Or(left, ReadAnd());
        }

        return left;
    }

    private BreakpointExpression ReadAnd()
    {
        var left = ReadNot();
        while (Take("and"))
        {
            left = new BreakpointExpression.And(left, ReadNot());
        }

        return left;
    }

    private BreakpointExpression ReadNot()
    {
        if (++_depth > Deepest)
        {
            throw Wrong(
                Current.Column, string.Create(CultureInfo.InvariantCulture, $"More than {Deepest} conditions stand in each other; write fewer."));
        }

        var expression = Take("not") ? new BreakpointExpression.Not(ReadNot()) : ReadCondition();
        _depth--;
        return expression;
    }

    private BreakpointExpression ReadCondition()
    {
        if (Take("("))
        {
            var inner = ReadOr();
            Expect(")");
            return inner;
        }

        if (Current.Is("changed") && _tokens[_at + 1].Is("("))
        {
            return ReadChanged();
        }

        var path = ReadPath();
        return Current.Kind is not BreakpointTokenKind.Text && Comparisons.Contains(Current.Text, StringComparer.Ordinal)
            ? ReadComparison(path)
            : Alone(path);
    }

    private BreakpointExpression.Changed ReadChanged()
    {
        _at += 2;
        var path = ReadPath();
        if (path.Subject.Kind is null)
        {
            throw Wrong(
                path.Column,
                $"'{path.Subject.Name}' is of the event and changes with each; changed(…) takes a field of an entity, such as endpoint.status.");
        }

        Expect(")");
        var changed = new BreakpointExpression.Changed(path);
        _changes.Add(changed);
        return changed;
    }

    private BreakpointExpression.Present Alone(BreakpointPath path)
    {
        if (path.Type is FieldType.Flag or FieldType.Free || path is { Subject.Name: "refused", Steps: [] })
        {
            return new BreakpointExpression.Present(path);
        }

        throw Wrong(Current.Column, path is { Steps: [], Type: FieldType.Members type }
            ? $"What of '{path.Text}'? Name a field, as {path.Text}.{type.Fields.Value[0].Name}. {FieldsOf(type)}"
            : $"'{path.Text}' is {path.Type.Noun}; compare it ({string.Join(' ', Comparisons)}).");
    }

    private BreakpointExpression ReadComparison(BreakpointPath left)
    {
        var comparison = Current;
        _at++;
        var wanted = Wanted(left, comparison);
        if (Current.Kind is BreakpointTokenKind.Word && !IsOneOf(wanted, Current.Text)
            && BreakpointSubject.Find(RootOf(Current.Text)) is not null)
        {
            var right = ReadPath();
            return CanCompare(wanted, right.Type)
                ? new BreakpointExpression.ComparedPaths(left, comparison.Text, right)
                : throw Wrong(
                    right.Column, $"'{left.Text}' is {left.Type.Noun} and '{right.Text}' is {right.Type.Noun}; they can't be compared.");
        }

        return new BreakpointExpression.Compared(left, comparison.Text, ReadLiteral(left, comparison.Text, wanted));
    }

    // What may stand behind a comparison: for `contains`, an item or a key.
    private FieldType Wanted(BreakpointPath left, BreakpointToken comparison)
    {
        switch (comparison.Text, left.Type)
        {
            case ("contains", FieldType.List list):
                return list.Item;
            case ("contains", FieldType.Map or FieldType.Text or FieldType.Entity or FieldType.Free):
                return new FieldType.Text();
            case ("contains", _):
                throw Wrong(comparison.Column, $"'{left.Text}' is {left.Type.Noun}; only lists, maps and texts contain something.");
            case (_, FieldType.List or FieldType.Map):
                throw Wrong(
                    comparison.Column, $"'{left.Text}' is {left.Type.Noun}; ask for {left.Text}.count, or whether it contains something.");
            case (_, FieldType.Members type):
                throw Wrong(comparison.Column, $"'{left.Text}' is {left.Type.Noun}; name one. {FieldsOf(type)}");
            case ("<" or "<=" or ">" or ">=", FieldType.Text or FieldType.Entity or FieldType.Flag):
                throw Wrong(comparison.Column, $"'{left.Text}' is {left.Type.Noun}, which is not less or more than another; use == or !=.");
            default:
                return left.Type;
        }
    }

    private static bool CanCompare(FieldType left, FieldType right) =>
        left is FieldType.Free || right is FieldType.Free || left.GetType() == right.GetType()
        || (left is FieldType.Text or FieldType.Entity && right is FieldType.Text or FieldType.Entity);

    private bool Take(string word)
    {
        var isHere = Current.Is(word);
        _at += isHere ? 1 : 0;
        return isHere;
    }

    private void Expect(string symbol)
    {
        if (!Take(symbol))
        {
            throw Wrong(Current.Column, $"'{symbol}' is missing before {Current.Shown}.");
        }
    }

    private BreakpointException Wrong(int column, string complaint) => new(text, column, complaint);
}
