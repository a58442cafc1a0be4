using System.Buffers;
using System.Globalization;
using System.Text;
using System.Xml;

namespace PrivateLinkSim.Host;

/// <summary>Writes the XML of an answer: elements of texts, escaped, without indents (§5.1). Members that are not there are left out.</summary>
internal sealed class XmlBody : IDisposable
{
    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), OmitXmlDeclaration = false, CheckCharacters = false, NewLineHandling = NewLineHandling.None,
    };

    // XML has no way to write most control characters.
    private static readonly SearchValues<char> NotXml =
        SearchValues.Create([.. Enumerable.Range(0, ' ').Select(code => (char)code).Where(each => each is not ('\t' or '\n' or '\r')), '\ufffe', '\uffff']);

    private readonly MemoryStream _bytes = new();
    private readonly XmlWriter _xml;

    /// <summary>A body with this root element.</summary>
    public XmlBody(string root, string? xmlNamespace = null)
    {
        _xml = XmlWriter.Create(_bytes, Settings);
        _xml.WriteStartElement(root, xmlNamespace);
    }

    /// <summary>An element with a text; nothing when it is null.</summary>
    public XmlBody Text(string name, string? value)
    {
        if (value is not null)
        {
            _xml.WriteStartElement(name);
            _xml.WriteString(Allowed(value));
            _xml.WriteEndElement();
        }

        return this;
    }

    /// <summary>A text inside of the element that is open.</summary>
    public XmlBody Value(string value)
    {
        _xml.WriteString(Allowed(value));
        return this;
    }

    /// <summary>An element with true or false; nothing when it is null.</summary>
    public XmlBody Flag(string name, bool? value) => Text(name, value switch { null => null, true => "true", false => "false" });

    /// <summary>An element with a whole number; nothing when it is null.</summary>
    public XmlBody Number(string name, long? value) => Text(name, value?.ToString(CultureInfo.InvariantCulture));

    /// <summary>An element around others.</summary>
    public XmlBody Within(string name, Action<XmlBody> content)
    {
        _xml.WriteStartElement(name);
        content(this);
        _xml.WriteEndElement();
        return this;
    }

    /// <summary>A list of texts: an element around others of one name. An empty list is an empty element.</summary>
    public XmlBody Texts(string name, IEnumerable<string> values, string item = "item") => List(name, values, static (body, value) => body._xml.WriteString(Allowed(value)), item);

    /// <summary>A list of structures: an element around others of one name. An empty list is an empty element.</summary>
    public XmlBody List<T>(string name, IEnumerable<T> values, Action<XmlBody, T> content, string item = "item")
    {
        _xml.WriteStartElement(name);
        foreach (var value in values)
        {
            _xml.WriteStartElement(item);
            content(this, value);
            _xml.WriteEndElement();
        }

        _xml.WriteEndElement();
        return this;
    }

    /// <summary>The whole body as bytes.</summary>
    public ReadOnlyMemory<byte> Finish()
    {
        _xml.WriteEndElement();
        _xml.Flush();
        return _bytes.GetBuffer().AsMemory(0, (int)_bytes.Length);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _xml.Dispose();
        _bytes.Dispose();
    }

    // Half of a surrogate pair, as a message that quotes a bad document may have it, is no character either.
    private static string Allowed(string text) =>
        text.AsSpan().ContainsAny(NotXml) || text.AsSpan().ContainsAnyInRange('\ud800', '\udfff')
            ? string.Concat(text.EnumerateRunes().Select(each => each.IsBmp && NotXml.Contains((char)each.Value) ? Rune.ReplacementChar : each))
            : text;
}
