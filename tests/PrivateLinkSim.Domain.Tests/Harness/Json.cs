using System.Text.Json;

namespace PrivateLinkSim.Domain.Tests;

/// <summary>Text by which facts and states are compared: records that hold collections are not equal by value.</summary>
internal static class Json
{
    public static string Of(object value) => $"{value.GetType().Name} {JsonSerializer.Serialize(value, value.GetType())}";
}
