using System.Text;
using System.Text.Json;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Simulation;

/// <summary>
/// The text of a scenario file: JSON with comments. Newtonsoft.Json makes the document of it; whether the text is strict JSON
/// (Newtonsoft also takes trailing commas, single quotes and NaN) and where a path stands in it is a matter of its tokens.
/// </summary>
internal sealed class ScenarioText
{
    private const int Deepest = 64;

    private readonly CanonicalDocument? _document;
    private byte[]? _utf8;

    public ScenarioText(byte[] utf8, string fileName)
    {
        _utf8 = utf8.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? utf8[Encoding.UTF8.Preamble.Length..] : utf8;
        FileName = fileName;
    }

    /// <summary>The text of a scenario that went into a log: it was read then, so that it is text again only where somebody asks for a place in it.</summary>
    public ScenarioText(CanonicalDocument canonical, string fileName) => (_document, FileName) = (canonical, fileName);

    /// <summary>The file, as it was named when it was asked for.</summary>
    public string FileName { get; }

    private byte[] Utf8 => _utf8 ??= [.. _document!.Utf8.Span];

    /// <summary>The document without its comments.</summary>
    /// <exception cref="BadScenarioException">The text is not JSON, or no object, or names a member twice.</exception>
    /// <param name="form">What is said of a text that is no object.</param>
    public JObject Read(string form = "A scenario is a JSON object: { \"title\": ..., \"steps\": [ ... ] }")
    {
        if (_document is not null)
        {
            return _document.Whole;
        }

        CheckEncoding();
        CheckSyntax();

        using var reader = new JsonTextReader(new StreamReader(new MemoryStream(Utf8), StrictUtf8.Encoding))
        {
            DateParseHandling = DateParseHandling.None,
            MaxDepth = Deepest + 1,
        };
        try
        {
            var document = JToken.ReadFrom(reader, new JsonLoadSettings
            {
                CommentHandling = CommentHandling.Ignore,
                LineInfoHandling = LineInfoHandling.Ignore,
                DuplicatePropertyNameHandling = DuplicatePropertyNameHandling.Error,
            });
            return document as JObject ?? throw Bad(1, 1, "", form);
        }
        catch (Newtonsoft.Json.JsonReaderException duplicate)
        {
            var (line, column) = PropertyBefore(duplicate.LineNumber, duplicate.LinePosition);
            var path = duplicate.Path ?? "";
            throw Bad(line, column, path, $"'{ScenarioPath.LastName(path)}' is there twice; a member is named once");
        }
    }

    /// <summary>
    /// Where the member or item at a path begins: a member at its name, an item at its value. For a path that is not
    /// there: where the nearest thing around it begins.
    /// </summary>
    public (int Line, int Column) Locate(string path)
    {
        var reader = NewReader();
        reader.Read();
        var position = (int)reader.TokenStartIndex;
        foreach (var segment in ScenarioPath.Segments(path))
        {
            if (!Enter(ref reader, segment, ref position))
            {
                break;
            }
        }

        return PositionOf(position);
    }

    // From the start of an object or array to the value of one of its members or items.
    private static bool Enter(ref Utf8JsonReader reader, object segment, ref int position)
    {
        if (reader.TokenType != (segment is int ? JsonTokenType.StartArray : JsonTokenType.StartObject))
        {
            return false;
        }

        for (var index = 0; reader.Read() && reader.TokenType is not (JsonTokenType.EndArray or JsonTokenType.EndObject); index++)
        {
            var start = (int)reader.TokenStartIndex;
            var found = segment is string name ? reader.ValueTextEquals(name) : index == (int)segment;
            if (segment is string)
            {
                reader.Read();
            }

            if (found)
            {
                position = start;
                return true;
            }

            reader.Skip();
        }

        return false;
    }

    private void CheckEncoding()
    {
        if (!System.Text.Unicode.Utf8.IsValid(Utf8))
        {
            var valid = 0;
            while (Rune.DecodeFromUtf8(Utf8.AsSpan(valid), out _, out var length) == System.Buffers.OperationStatus.Done)
            {
                valid += length;
            }

            var (line, column) = PositionOf(valid);
            throw Bad(line, column, "", "The file is not UTF-8 text from here on; save it as UTF-8");
        }
    }

    private void CheckSyntax()
    {
        var reader = NewReader();
        try
        {
            while (reader.Read())
            {
                CheckEscapes(reader);
            }
        }
        catch (System.Text.Json.JsonException error)
        {
            var line = (int)(error.LineNumber ?? 0);
            var offset = StartOfLine(line) + (int)(error.BytePositionInLine ?? 0);
            var (atLine, column) = PositionOf(Math.Min(offset, Utf8.Length));
            throw Bad(atLine, column, "", JsonComplaint.Of(error.Message));
        }
    }

    // An escape like \ud800 alone is half of a character, which no text can hold.
    private void CheckEscapes(in Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped || reader.TokenType is not (JsonTokenType.PropertyName or JsonTokenType.String))
        {
            return;
        }

        try
        {
            _ = reader.GetString();
        }
        catch (InvalidOperationException)
        {
            var (line, column) = PositionOf((int)reader.TokenStartIndex);
            throw Bad(line, column, "", "an escape in this text stands for half of a character (\\ud800 to \\udfff); write both halves, or the character itself");
        }
    }

    private (int Line, int Column) PropertyBefore(int line, int column)
    {
        var reader = NewReader();
        var last = 0;
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
            {
                continue;
            }

            var start = PositionOf((int)reader.TokenStartIndex);
            if (start.Line > line || (start.Line == line && start.Column > column))
            {
                break;
            }

            last = (int)reader.TokenStartIndex;
        }

        return PositionOf(last);
    }

    private Utf8JsonReader NewReader() => new(
        Utf8, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = false, MaxDepth = Deepest });

    private (int Line, int Column) PositionOf(int offset)
    {
        var before = Utf8.AsSpan(0, offset);
        var lineStart = before.LastIndexOf((byte)'\n') + 1;
        return (before.Count((byte)'\n') + 1, Encoding.UTF8.GetCharCount(before[lineStart..]) + 1);
    }

    private int StartOfLine(int line)
    {
        var start = 0;
        for (var each = 0; each < line; each++)
        {
            start += Utf8.AsSpan(start).IndexOf((byte)'\n') + 1;
        }

        return start;
    }

    private BadScenarioException Bad(int line, int column, string path, string message) =>
        new([new ScenarioError(FileName, line, column, path, message)]);
}
