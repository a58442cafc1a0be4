using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace PrivateLinkSim.Host;

/// <summary>
/// Bodies of REST-XML calls. Nothing outside of a body is read for it and nothing in it is expanded: a document type is refused. Namespaces do
/// not matter, as they do not to AWS.
/// </summary>
internal static class XmlRequest
{
    private const int Deepest = 16;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true, IgnoreWhitespace = true,
    };

    /// <summary>Reads a body.</summary>
    /// <param name="root">What its outermost element must be.</param>
    /// <exception cref="ApiException">It is no XML, or not this.</exception>
    public static XElement Read(ReadOnlyMemory<byte> body, string root)
    {
        try
        {
            RequireFlat(body);
            using var reader = XmlReader.Create(Stream(body), Settings);
            var element = XElement.Load(reader);
            return element.Name.LocalName == root ? element : throw Malformed($"Expected a {root}, and found {element.Name.LocalName}");
        }
        catch (XmlException broken)
        {
            throw Malformed(broken.Message);
        }
    }

    /// <summary>An element inside; null when it is not there.</summary>
    public static XElement? Child(this XElement element, string name) => element.Elements().FirstOrDefault(child => child.Name.LocalName == name);

    /// <summary>An element inside that must be there.</summary>
    /// <exception cref="ApiException">It is not.</exception>
    public static XElement RequiredChild(this XElement element, string name) => element.Child(name) ?? throw Missing(element, name);

    /// <summary>The items of a list; none when it is not there.</summary>
    public static IEnumerable<XElement> Items(this XElement element, string list, string item) =>
        element.Child(list)?.Elements().Where(child => child.Name.LocalName == item) ?? [];

    /// <summary>A text; null when it is not there.</summary>
    public static string? Text(this XElement element, string name) => element.Child(name)?.Value;

    /// <summary>A text that must be there.</summary>
    /// <exception cref="ApiException">It is not.</exception>
    public static string RequiredText(this XElement element, string name) => element.Text(name) ?? throw Missing(element, name);

    /// <summary>A whole number; null when it is not there.</summary>
    /// <exception cref="ApiException">It is none.</exception>
    public static long? Number(this XElement element, string name) =>
        element.Text(name)?.Trim() is not { } text ? null
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : throw Malformed($"STRING_VALUE cannot be converted to a number: {name} is '{text}'");

    /// <summary>True or false; null when it is not there.</summary>
    /// <exception cref="ApiException">It is neither.</exception>
    public static bool? Flag(this XElement element, string name) => element.Text(name)?.Trim() switch
    {
        null => null,
        "true" or "1" => true,
        "false" or "0" => false,
        var other => throw Malformed($"STRING_VALUE cannot be converted to a boolean: {name} is '{other}'"),
    };

    /// <summary>Checks that there is nothing inside but these.</summary>
    /// <exception cref="ApiException">There is.</exception>
    public static void RequireOnly(this XElement element, params IEnumerable<string> known)
    {
        if (element.Elements().FirstOrDefault(child => !known.Contains(child.Name.LocalName, StringComparer.Ordinal)) is { } other)
        {
            throw Invalid($"Invalid XML ; {element.Name.LocalName} has no element {other.Name.LocalName}.");
        }
    }

    /// <summary>A request that says what can't be.</summary>
    public static ApiException Invalid(string message) => new(new ApiError("InvalidInput", message, 400));

    private static ApiException Missing(XElement element, string name) => Invalid($"Invalid XML ; {element.Name.LocalName} needs an element {name}.");

    private static ApiException Malformed(string message) => new(new ApiError("MalformedInput", message, 400));

    private static void RequireFlat(ReadOnlyMemory<byte> body)
    {
        using var reader = XmlReader.Create(Stream(body), Settings);
        while (reader.Read())
        {
            if (reader.Depth > Deepest)
            {
                throw Malformed("Elements stand too deep in each other");
            }
        }
    }

    private static MemoryStream Stream(ReadOnlyMemory<byte> body) => new(body.ToArray(), writable: false);
}
