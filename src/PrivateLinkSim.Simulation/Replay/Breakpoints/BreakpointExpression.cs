using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>A value that was written down, in every way in which it can be read; the field beside it says which is meant.</summary>
/// <param name="Texts">As a text: itself, and the ids of what is called so.</param>
internal sealed record BreakpointLiteral(IReadOnlyList<string> Texts, long? Number, bool? Flag, Moment? Time, bool IsNull);

/// <summary>A field of something, as a breakpoint names it.</summary>
/// <param name="Named">The entity in brackets behind the subject; null when there is none.</param>
internal sealed record BreakpointPath(
    string Text, int Column, BreakpointSubject Subject, EntityId? Named, FieldType Type, IReadOnlyList<Func<object, object?>> Steps)
{
    /// <summary>What it leads to at a moment; null where there is nothing.</summary>
    public object? ValueAt(BreakpointMoment moment) => Follow(Subject.Get(moment, Named));

    /// <summary>What it leads to from the subject's value.</summary>
    public object? Follow(object? value)
    {
        foreach (var step in Steps)
        {
            value = BreakpointValue.Plain(value is null ? null : step(value));
        }

        return value;
    }
}

/// <summary>What must hold for a breakpoint to stand.</summary>
internal abstract class BreakpointExpression
{
    private BreakpointExpression()
    {
    }

    /// <summary>Whether it holds at a moment.</summary>
    public abstract bool Holds(BreakpointMoment moment);

    /// <summary>Both hold.</summary>
    public sealed class And(BreakpointExpression left, BreakpointExpression right) : BreakpointExpression
    {
        public override bool Holds(BreakpointMoment moment) => left.Holds(moment) && right.Holds(moment);
    }

    /// <summary>One of them holds, or both.</summary>
    public sealed class Or(BreakpointExpression left, BreakpointExpression right) : BreakpointExpression
    {
        public override bool Holds(BreakpointMoment moment) => left.Holds(moment) || right.Holds(moment);
    }

    /// <summary>It does not hold.</summary>
    public sealed class Not(BreakpointExpression inner) : BreakpointExpression
    {
        public override bool Holds(BreakpointMoment moment) => !inner.Holds(moment);
    }

    /// <summary>There is something, and it is not false.</summary>
    public sealed class Present(BreakpointPath path) : BreakpointExpression
    {
        public override bool Holds(BreakpointMoment moment) => path.ValueAt(moment) is not (null or false);
    }

    /// <summary>A field is compared with what was written down.</summary>
    public sealed class Compared(BreakpointPath path, string comparison, BreakpointLiteral literal) : BreakpointExpression
    {
        public override bool Holds(BreakpointMoment moment)
        {
            var value = path.ValueAt(moment);
            return comparison is "contains" ? Contains(value) : Says(comparison, Order(value));
        }

        /// <summary>Whether two values in this order are what a comparison wants. What can't be compared is not equal, and no more.</summary>
        public static bool Says(string comparison, int? order) => comparison switch
        {
            "==" => order is 0,
            "!=" => order is not 0,
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            ">=" => order >= 0,
            _ => throw new System.Diagnostics.UnreachableException($"{comparison} compares nothing."),
        };

        private bool Contains(object? value) => value is string text
            ? literal.Texts.Any(each => text.Contains(each, StringComparison.OrdinalIgnoreCase))
            : BreakpointValue.Keys(value).Any(key => Order(key) is 0)
                || BreakpointValue.Items(value).Any(item => Order(BreakpointValue.Plain(item)) is 0);

        private int? Order(object? value) => value switch
        {
            null => literal.IsNull ? 0 : null,
            string text when literal.Texts.Any(each => string.Equals(text, each, StringComparison.OrdinalIgnoreCase)) => 0,
            long => BreakpointValue.Order(value, literal.Number),
            bool => BreakpointValue.Order(value, literal.Flag),
            Moment => BreakpointValue.Order(value, literal.Time),
            _ => null,
        };
    }

    /// <summary>Two fields are compared.</summary>
    public sealed class ComparedPaths(BreakpointPath left, string comparison, BreakpointPath right) : BreakpointExpression
    {
        public override bool Holds(BreakpointMoment moment)
        {
            var (one, other) = (left.ValueAt(moment), right.ValueAt(moment));
            return comparison is "contains"
                ? BreakpointValue.Keys(one).Any(key => BreakpointValue.Order(key, other) is 0)
                    || BreakpointValue.Items(one).Any(item => BreakpointValue.Order(BreakpointValue.Plain(item), other) is 0)
                : Compared.Says(comparison, BreakpointValue.Order(one, other));
        }
    }

    /// <summary>A field is another than before this event.</summary>
    public sealed class Changed(BreakpointPath path) : BreakpointExpression
    {
        /// <summary>The field.</summary>
        public BreakpointPath Path => path;

        public override bool Holds(BreakpointMoment moment) => moment.HasChanged(this);
    }
}
