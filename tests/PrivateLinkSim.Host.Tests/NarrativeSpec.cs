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

    private static readonly MethodInfo MapOf = typeof(NarrativeSpec).GetMethod(nameof(Map), BindingFlags.NonPublic | BindingFlags.Static)!;

    public static TheoryData<Type> Events => [.. typeof(IEvent).Assembly.GetTypes().Where(type => type is { IsAbstract: false } && typeof(IEvent).IsAssignableFrom(type))];

    [Theory]
    [MemberData(nameof(Events))]
    public void Every_event_has_a_sentence(Type type)
    {
        foreach (var whole in (bool[])[false, true])
        {
            var telling = Narrative.Tell((IEvent)Make(type, whole), new Names(), default);

            Assert.Matches("^[a-z].*[^ .]$", telling.Predicate);
        }
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

    // Any instance will do: what is asked is whether there is a sentence, not which. A whole one has all that may be absent.
    private static object Make(Type type, bool whole)
    {
        if (type == typeof(string))
        {
            return "x";
        }

        if (type.IsValueType)
        {
            return type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>)
                ? OneOf.MakeGenericMethod(type.GetGenericArguments()).Invoke(null, [Make(type.GetGenericArguments()[0], whole)])!
                : type == typeof(EntityId) ? new EntityId(EntityKind.Region, "x")
                : Activator.CreateInstance(type)!;
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableSortedDictionary<,>))
        {
            return MapOf.MakeGenericMethod(type.GetGenericArguments()[1]).Invoke(null, [Make(type.GetGenericArguments()[1], whole)])!;
        }

        var constructor = type.GetConstructors().Where(each => each.GetParameters() is not [var only] || only.ParameterType != type).MaxBy(each => each.GetParameters().Length);
        if (constructor is null)
        {
            return RuntimeHelpers.GetUninitializedObject(type);
        }

        var made = constructor.Invoke([.. constructor.GetParameters().Select(parameter => MakeMember(new NullabilityInfoContext().Create(parameter), whole))]);
        foreach (var property in constructor.GetParameters().Length > 0 ? [] : type.GetProperties().Where(property => property.CanWrite))
        {
            property.SetValue(made, MakeMember(new NullabilityInfoContext().Create(property), whole));
        }

        return made;
    }

    private static object? MakeMember(NullabilityInfo member, bool whole) => member.WriteState is NullabilityState.Nullable && !whole
        ? null
        : Make(Nullable.GetUnderlyingType(member.Type) ?? member.Type, whole);

    private static ImmutableSortedDictionary<string, T> Map<T>(T value) => Sorted.Map<T>().Add("x", value);
}
