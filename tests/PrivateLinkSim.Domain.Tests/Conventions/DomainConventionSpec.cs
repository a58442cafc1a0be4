using System.Collections.Immutable;
using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace PrivateLinkSim.Domain.Tests;

/// <summary>What holds for every slice, whoever writes it.</summary>
public sealed class DomainConventionSpec
{
    private static readonly Assembly Domain = typeof(RuleBook).Assembly;

    public static TheoryData<string> Deciders => [.. Names];

    private static IEnumerable<string> Names => Domain.GetTypes().Where(type => DeciderOf(type) is not null).Select(type => type.Name);

    [Theory]
    [MemberData(nameof(Deciders))]
    public void Every_command_reaches_a_rule(string decider)
    {
        var (type, contract) = Find(decider);
        Assert.All(Cases(contract.GenericTypeArguments[0]), command => Assert.DoesNotContain(
            "has no rule for", Run(() => Invoke(type, "Decide", Initial(type), Blank(command), ContextOf(type))), StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Deciders))]
    public void Every_event_has_a_meaning(string decider)
    {
        var (type, contract) = Find(decider);
        Assert.All(Cases(contract.GenericTypeArguments[1]), fact => Assert.DoesNotContain(
            "gives no meaning to", Run(() => Invoke(type, "Evolve", Initial(type), Blank(fact))), StringComparison.Ordinal));
    }

    [Fact]
    public void A_decider_belongs_to_every_kind_of_entity() =>
        Assert.Equal(
            Enum.GetNames<EntityKind>().Select(kind => $"{kind}Decider").Order(StringComparer.Ordinal), Names.Order(StringComparer.Ordinal));

    [Fact]
    public void Every_record_is_sealed_or_an_abstract_root_that_nobody_outside_can_extend() =>
        Assert.Empty(
            from type in Records()
            where !(type.IsSealed
                || (type.IsAbstract && type.GetConstructors(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public)
                    .All(constructor => constructor.IsPrivate || IsCopy(type, constructor))))
            select type.FullName);

    [Fact]
    public void Events_states_and_replies_hold_nothing_that_changes_or_whose_order_or_digits_depend_on_chance() =>
        Assert.Empty(
            from type in Domain.GetTypes()
            where typeof(IEvent).IsAssignableFrom(type) || typeof(IState).IsAssignableFrom(type) || typeof(IReply).IsAssignableFrom(type)
            from field in type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public)
            from problem in Problems(field.FieldType, [])
            select $"{type.FullName}.{field.Name}: {problem}");

    [Fact]
    public void The_conventions_see_what_they_forbid()
    {
        Assert.NotEmpty(Problems(typeof(List<string>), []));
        Assert.NotEmpty(Problems(typeof(string[]), []));
        Assert.NotEmpty(Problems(typeof(ImmutableArray<Dictionary<string, string>>), []));
        Assert.NotEmpty(Problems(typeof(ImmutableDictionary<string, string>), []));
        Assert.NotEmpty(Problems(typeof(ImmutableHashSet<string>), []));
        Assert.NotEmpty(Problems(typeof(double?), []));
        Assert.NotEmpty(Problems(typeof(DateTime), []));
        Assert.Empty(Problems(typeof(ImmutableSortedDictionary<string, Connection>), []));
    }

    [Fact]
    public void Every_type_that_users_see_lives_in_one_namespace() =>
        Assert.All(Domain.GetExportedTypes(), type => Assert.Equal("PrivateLinkSim.Domain", type.Namespace));

    private static IEnumerable<string> Problems(Type type, HashSet<Type> seen)
    {
        if (!seen.Add(type) || type.IsEnum || type == typeof(string) || type == typeof(bool) || type == typeof(int) || type == typeof(uint) || type == typeof(long))
        {
            return [];
        }

        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return Problems(value, seen);
        }

        if (type.IsGenericType && Allowed.Contains(type.GetGenericTypeDefinition()))
        {
            return type.GenericTypeArguments.SelectMany(argument => Problems(argument, seen));
        }

        if (type.Assembly != Domain)
        {
            return [$"{type} is not among what facts are made of"];
        }

        var cases = type.IsAbstract ? Domain.GetTypes().Where(each => each != type && type.IsAssignableFrom(each)) : [];
        return type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public)
            .SelectMany(field => (field.IsInitOnly ? [] : new[] { $"{type.Name}.{field.Name} can change" }).Concat(Problems(field.FieldType, seen)))
            .Concat(cases.SelectMany(each => Problems(each, seen)));
    }

    private static readonly Type[] Allowed = [typeof(ImmutableArray<>), typeof(ImmutableSortedDictionary<,>), typeof(ImmutableSortedSet<>)];

    private static Type? DeciderOf(Type type) =>
        type.GetInterfaces().FirstOrDefault(each => each.IsGenericType && each.GetGenericTypeDefinition() == typeof(IDecider<,,>));

    private static (Type Decider, Type Contract) Find(string name)
    {
        var type = Domain.GetTypes().Single(each => each.Name == name);
        return (type, DeciderOf(type)!);
    }

    private static Type[] Cases(Type root)
    {
        var cases = root.GetNestedTypes().Where(root.IsAssignableFrom).ToArray();
        Assert.NotEmpty(cases);
        return cases;
    }

    private static IEnumerable<Type> Records() =>
        Domain.GetTypes().Where(type => type.IsClass && type.GetMethod("<Clone>$") is not null);

    private static bool IsCopy(Type type, ConstructorInfo constructor) =>
        constructor.GetParameters() is [var only] && only.ParameterType == type;

    private static object Blank(Type type) => RuntimeHelpers.GetUninitializedObject(type);

    private static object? Initial(Type decider) => decider.GetProperty("Initial")!.GetValue(null);

    private static object ContextOf(Type decider)
    {
        var kind = Enum.Parse<EntityKind>(decider.Name[..^"Decider".Length]);
        return new Context(
            new EntityId(kind, kind == EntityKind.Region ? Regions.Ohio : "x"), default, 1, Requester.Nobody, null, new Facts(new Settings(), Regions.Table));
    }

    private static object? Invoke(Type decider, string method, params object?[] arguments) => decider.GetMethod(method)!.Invoke(null, arguments);

    // Commands and facts are blank, so a rule may well stumble over what they lack; that it was reached is all that counts.
    private static string Run(Action code)
    {
        try
        {
            code();
            return "";
        }
        catch (TargetInvocationException stumbled)
        {
            return stumbled.InnerException is UnreachableException unreachable ? unreachable.Message : "";
        }
    }
}
