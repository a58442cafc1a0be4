using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation.Tests;

/// <summary>The table of what may stand in a log.</summary>
public sealed class EventCatalogueSpec
{
    public static TheoryData<Type> Events { get; } = new(
        typeof(IEvent).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(IEvent)) && type is { IsAbstract: false, IsInterface: false }));

    [Theory]
    [MemberData(nameof(Events))]
    public void Every_event_has_a_row_named_after_its_entity(Type type)
    {
        var kind = EventCatalogue.Standard.Of(type);

        Assert.Equal(Kebab(type.DeclaringType!.Name[..^"Event".Length]) + "." + Kebab(type.Name), kind.Type);
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void Every_earlier_version_has_a_row_that_rewrites_it(Type type)
    {
        var current = EventCatalogue.Standard.Of(type);

        Assert.All(Enumerable.Range(1, current.Version - 1), version =>
            Assert.NotNull(EventCatalogue.Standard.Of(current.Type, version).Upcast));
    }

    private static string Kebab(string name) =>
        string.Concat(name.Select((each, index) => char.IsUpper(each) && index > 0 ? $"-{char.ToLowerInvariant(each)}" : $"{char.ToLowerInvariant(each)}"));
}
