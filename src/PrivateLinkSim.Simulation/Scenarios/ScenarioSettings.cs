using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using Newtonsoft.Json.Serialization;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>The settings that a scenario changes, by their names in the file: <c>endpointProvisioning</c>.</summary>
internal static class ScenarioSettings
{
    private static readonly CamelCaseNamingStrategy Naming = new();

    private static readonly ImmutableSortedDictionary<string, PropertyInfo> ByName =
        typeof(Settings).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite)
            .ToImmutableSortedDictionary(property => Naming.GetPropertyName(property.Name, false), property => property, StringComparer.Ordinal);

    /// <summary>The defaults, with a scenario's own values in their place. Names and kinds of value are the schema's business.</summary>
    public static Settings Read(ImmutableSortedDictionary<string, object> overrides, ScenarioErrors errors)
    {
        var settings = new Settings();
        foreach (var (name, value) in overrides)
        {
            var property = ByName[name];
            if (property.PropertyType != typeof(TimeSpan))
            {
                property.SetValue(settings, Converted(property.PropertyType, value));
            }
            else if (Durations.TryParse((string)value, out var duration))
            {
                property.SetValue(settings, duration);
            }
            else
            {
                errors.Add(ScenarioPath.Member("settings", name), $"'{value}' is no duration; {StepTimes.DurationForm}");
            }
        }

        if (settings.EndpointInterfaceGbps is < 1 or > 100)
        {
            errors.Add(
                ScenarioPath.Member("settings", Naming.GetPropertyName(nameof(Settings.EndpointInterfaceGbps), false)),
                FormattableString.Invariant($"{settings.EndpointInterfaceGbps} is not from 1 to 100"));
        }

        return settings;
    }

    private static object Converted(Type type, object value) =>
        type == typeof(int) ? Convert.ToInt32(value, CultureInfo.InvariantCulture)
        : type.IsEnum ? ScenarioContracts.ValueOf(type, (string)value)
        : value;
}
