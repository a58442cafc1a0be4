using System.Globalization;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>How a scenario writes what filters let pass.</summary>
internal static class FilterText
{
    /// <summary>Reads <c>443</c> or <c>1024-65535</c>; nothing means all ports.</summary>
    public static bool TryParsePorts(string? text, out PortSpan? ports)
    {
        ports = null;
        if (text is null)
        {
            return true;
        }

        var ends = text.Split('-') switch
        {
            [var one] when TryPort(one, out var port) => new PortSpan(port, port),
            [var from, var to] when TryPort(from, out var first) && TryPort(to, out var last) => new PortSpan(first, last),
            _ => new PortSpan(1, 0),
        };
        ports = ends;
        return ends.IsSound;
    }

    /// <summary>The ports of a text that was checked; null for all.</summary>
    public static PortSpan? PortsOf(string? text) => TryParsePorts(text, out var ports) ? ports : throw new FormatException($"'{text}' names no ports.");

    /// <summary>An entry of an ACL whose text was checked.</summary>
    public static NetworkAclEntry Entry(NetworkAclEntryParameter entry)
    {
        var ports = PortsOf(entry.Ports);
        return new NetworkAclEntry(entry.Action == AclAction.Allow, entry.Protocol, ports?.From, ports?.To, entry.Cidr);
    }

    private static bool TryPort(string text, out int port) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port);
}
