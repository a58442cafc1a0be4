using System.Text;
using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>Calls from outside in a line, in the scenario's names.</summary>
internal static class Calls
{
    /// <summary>The call with its parameters.</summary>
    public static string Of(CommandReceived received, Names names)
    {
        var text = new StringBuilder(received.Action);
        foreach (var parameter in received.Parameters.Properties())
        {
            var value = Value(parameter.Value, names);
            if (value.Length > 0)
            {
                text.Append(' ').Append(parameter.Name).Append('=').Append(value);
            }
        }

        if (received.Region is { } region)
        {
            text.Append(" in ").Append(region);
        }

        return text.ToString();
    }

    /// <summary>Who calls: a principal, an account, or the simulator itself.</summary>
    public static string CallerOf(CommandReceived received, Names names) =>
        received.Principal is { } principal ? names.Principal(principal)
        : received.Account is { } account ? names.Of(account)
        : "simulator";

    private static string Value(JToken value, Names names) => value switch
    {
        JArray items => string.Join(',', items.Select(item => Value(item, names))),
        JObject members => $"{{{string.Join(' ', members.Properties().Select(member => $"{member.Name}={Value(member.Value, names)}"))}}}",
        JValue { Type: JTokenType.Boolean } flag => (bool)flag ? "true" : "false",
        JValue { Type: JTokenType.Null } => "",
        _ => Shown((string?)value ?? "", names),
    };

    // Inside a call, a resource goes by the scenario's name, a principal by its account's, and a service's name by its service's.
    private static string Shown(string text, Names names) =>
        text.StartsWith("arn:aws:iam::", StringComparison.Ordinal) ? names.Principal(text)
        : ServiceName.TryParse(text, out _, out var service) ? names.Of(service)
        : names.Of(text);
}
