using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Host;

namespace PrivateLinkSim.Host.Tests;

public sealed class NarrativeSpec
{
    private static readonly MethodInfo OneOf = typeof(ImmutableArray).GetMethods()
        .Single(method => method.Name == nameof(ImmutableArray.Create) && method.GetParameters() is [{ ParameterType.IsGenericParameter: true }]);

    public static TheoryData<Type> Events => [.. typeof(IEvent).Assembly.GetTypes().Where(type => type is { IsAbstract: false } && typeof(IEvent).IsAssignableFrom(type))];

    [Theory]
    [MemberData(nameof(Events))]
    public void Every_event_has_a_sentence(Type type)
    {
        var telling = Narrative.Tell((IEvent)Make(type), new Names(), default);

        Assert.Matches("^[a-z].*[^ .]$", telling.Predicate);
    }

    [Theory]
    [InlineData(0, "+0s")]
    [InlineData(90_000, "+1m 30s")]
    [InlineData(93_600_250, "+1d 2h 250ms")]
    [InlineData(-1000, "-1s")]
    public void Offsets_are_written_in_units_that_matter(long milliseconds, string text) =>
        Assert.Equal(text, Offset.Show(TimeSpan.FromMilliseconds(milliseconds)));

    [Theory]
    [InlineData("+90s", 90)]
    [InlineData("+1h30m", 5400)]
    [InlineData("+1d 1s", 86401)]
    public void Offsets_are_read_as_they_are_written(string text, int seconds)
    {
        Assert.True(Offset.TryParse(text, out var span));
        Assert.Equal(seconds, span.TotalSeconds);
    }

    [Theory]
    [InlineData("90s")]
    [InlineData("+90")]
    [InlineData("+s")]
    [InlineData("+1y")]
    [InlineData("+")]
    [InlineData("+99999999999999999999s")]
    public void Anything_else_is_no_offset(string text) => Assert.False(Offset.TryParse(text, out _));

    // Any instance will do: what is asked is whether there is a sentence, not which.
    private static object Make(Type type)
    {
        if (type == typeof(string))
        {
            return "x";
        }

        if (type.IsValueType)
        {
            return type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>)
                ? OneOf.MakeGenericMethod(type.GetGenericArguments()).Invoke(null, [Make(type.GetGenericArguments()[0])])!
                : type == typeof(EntityId) ? new EntityId(EntityKind.Region, "x")
                : Activator.CreateInstance(type)!;
        }

        var constructor = type.GetConstructors().Where(each => each.GetParameters() is not [var only] || only.ParameterType != type).MaxBy(each => each.GetParameters().Length);
        return constructor is null
            ? RuntimeHelpers.GetUninitializedObject(type)
            : constructor.Invoke([.. constructor.GetParameters().Select(parameter => Nullable.GetUnderlyingType(parameter.ParameterType) is null ? Make(parameter.ParameterType) : null)]);
    }
}
