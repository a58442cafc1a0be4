using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Host;

/// <summary>How ELBv2 writes and reads lists, attributes and values that have names here (§5.6).</summary>
internal static class ElbWords
{
    private static readonly (string, IpAddressType)[] Types = [("ipv4", IpAddressType.Ipv4), ("dualstack", IpAddressType.Dualstack)];

    private static readonly (string, ListenerProtocol)[] Protocols =
        [.. Enum.GetValues<ListenerProtocol>().Select(each => (each.OnTheWire(), each))];

    /// <summary>The items <c>Name.member.1</c>, <c>Name.member.2</c>, …; an empty list may be written as <c>Name=</c>.</summary>
    public static ImmutableArray<string> Members(this QueryParameters parameters, string name)
    {
        parameters.Text(name);
        return parameters.List($"{name}.member");
    }

    /// <summary>The same, with at least one item.</summary>
    /// <exception cref="ApiException">There is none.</exception>
    public static ImmutableArray<string> RequiredMembers(this QueryParameters parameters, string name) =>
        parameters.Members(name) is { IsEmpty: false } items ? items : throw new ApiException(ApiError.Missing(name));

    /// <summary>The items of a list of structures.</summary>
    public static ImmutableArray<QueryParameters> StructureMembers(this QueryParameters parameters, string name)
    {
        parameters.Text(name);
        return parameters.Structures($"{name}.member");
    }

    /// <summary>A list of structures, each a <c>member</c>.</summary>
    public static XmlBody Members<T>(this XmlBody body, string name, IEnumerable<T> values, Action<XmlBody, T> content) => body.List(name, values, content, "member");

    /// <summary>A list of texts, each a <c>member</c>.</summary>
    public static XmlBody TextMembers(this XmlBody body, string name, IEnumerable<string> values) => body.Texts(name, values, "member");

    /// <summary>The attributes that a call sets, by key.</summary>
    /// <exception cref="ApiException">There is none, or one stands there twice.</exception>
    public static ImmutableSortedDictionary<string, string> ReadAttributes(this QueryParameters parameters)
    {
        var attributes = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var attribute in parameters.StructureMembers("Attributes"))
        {
            if (!attributes.TryAdd(attribute.Required("Key"), attribute.Text("Value") ?? ""))
            {
                throw new ApiException(new ApiError("InvalidConfigurationRequest", $"The attribute '{attribute.Text("Key")}' is given twice", 400));
            }
        }

        return attributes.Count > 0 ? attributes.ToImmutable() : throw new ApiException(ApiError.Missing("Attributes"));
    }

    /// <summary>Attributes, by key.</summary>
    public static Action<XmlBody> Attributes(IEnumerable<KeyValuePair<string, string>> attributes) => body => body.Members(
        "Attributes", attributes, static (item, attribute) => item.Text("Key", attribute.Key).Text("Value", attribute.Value));

    /// <summary>An attribute that is true or false.</summary>
    /// <exception cref="ApiException">It is neither.</exception>
    public static bool Flag(string key, string value) => value switch
    {
        "true" => true,
        "false" => false,
        _ => throw BadAttribute(key, value),
    };

    /// <summary>The error of a value that an attribute can't have.</summary>
    public static ApiException BadAttribute(string key, string value) =>
        new(new ApiError("InvalidConfigurationRequest", $"The value '{value}' is not valid for the attribute '{key}'", 400));

    /// <summary>The error of an attribute that there is not.</summary>
    public static ApiException NoAttribute(string key) =>
        new(new ApiError("InvalidConfigurationRequest", $"The attribute '{key}' is not recognized", 400));

    /// <summary>The error of a value that AWS takes and that has nothing behind it here.</summary>
    public static ApiException NotModelled(string key, string value) =>
        new(new ApiError("InvalidConfigurationRequest", $"The simulator does not model {key} = '{value}'", 400));

    public static IpAddressType? ReadBalancerType(this QueryParameters parameters, string name) => parameters.Word<IpAddressType>(name, Types);

    public static ListenerProtocol? ReadProtocol(this QueryParameters parameters, string name) => parameters.Word<ListenerProtocol>(name, Protocols);

    public static string Flag(bool value) => value ? "true" : "false";
}
