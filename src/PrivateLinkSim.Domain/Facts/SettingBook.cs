using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;

namespace PrivateLinkSim.Domain;

/// <summary>Says how well it is known what AWS does where a setting decides.</summary>
/// <param name="source">Documented when AWS's pages give the default, or give it among others; otherwise observed or assumed.</param>
/// <param name="sentence">What the setting decides, as its documentation says.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SourceAttribute(SourceClass source, string sentence) : Attribute
{
    /// <summary>How well it is known.</summary>
    public SourceClass Source { get; } = source;

    /// <summary>What the setting decides.</summary>
    public string Sentence { get; } = sentence;
}

/// <summary>A setting as the catalogue shows it.</summary>
/// <param name="Property">The member of <see cref="Settings"/>.</param>
/// <param name="Name">As scenarios write it: <c>endpointProvisioning</c>.</param>
/// <param name="Source">How well it is known what AWS does.</param>
/// <param name="Sentence">What it decides.</param>
public sealed record Setting(PropertyInfo Property, string Name, SourceClass Source, string Sentence)
{
    private static readonly Settings Defaults = new();

    /// <summary>The default as scenarios write it.</summary>
    public string Default => Show(ValueIn(Defaults));

    /// <summary>Its value among these settings.</summary>
    public object ValueIn(Settings settings) => Property.GetValue(settings)!;

    /// <summary>These settings with another value for this one.</summary>
    public Settings With(Settings settings, object value)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var changed = settings with { };
        Property.SetValue(changed, value);
        return changed;
    }

    /// <summary>A value as scenarios write it: <c>90s</c>, <c>true</c>, <c>noData</c>.</summary>
    public static string Show(object value) => value switch
    {
        TimeSpan span => Show(span),
        bool flag => flag ? "true" : "false",
        Enum choice when choice.ToString() is var name => char.ToLowerInvariant(name[0]) + name[1..],
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Show(TimeSpan span)
    {
        var (count, unit) = span switch
        {
            _ when span.Ticks % TimeSpan.TicksPerDay == 0 && span > TimeSpan.FromDays(1) => (span.Ticks / TimeSpan.TicksPerDay, "d"),
            _ when span.Ticks % TimeSpan.TicksPerHour == 0 && span > TimeSpan.Zero => (span.Ticks / TimeSpan.TicksPerHour, "h"),
            _ when span.Ticks % TimeSpan.TicksPerMinute == 0 && span > TimeSpan.FromMinutes(1) => (span.Ticks / TimeSpan.TicksPerMinute, "m"),
            _ when span.Ticks % TimeSpan.TicksPerSecond == 0 => (span.Ticks / TimeSpan.TicksPerSecond, "s"),
            _ => (span.Ticks / TimeSpan.TicksPerMillisecond, "ms"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{count}{unit}");
    }
}

/// <summary>All settings, in the order of <see cref="Settings"/>.</summary>
public static class SettingBook
{
    /// <summary>Every setting.</summary>
    public static ImmutableArray<Setting> All { get; } =
    [
        .. from property in typeof(Settings).GetProperties(BindingFlags.Public | BindingFlags.Instance)
           let source = property.GetCustomAttribute<SourceAttribute>()
           where source is not null
           orderby property.MetadataToken
           select new Setting(property, char.ToLowerInvariant(property.Name[0]) + property.Name[1..], source.Source, source.Sentence),
    ];

    /// <summary>The setting of a name: <c>EndpointProvisioning</c>, or as scenarios write it.</summary>
    public static Setting Of(string name) => All.First(setting => string.Equals(setting.Name, name, StringComparison.OrdinalIgnoreCase));
}
