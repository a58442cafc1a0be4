using System.Text;
using Newtonsoft.Json;

namespace PrivateLinkSim.Simulation;

/// <summary>UTF-8 that refuses half a surrogate pair instead of replacing it: a replaced letter would change the log in silence.</summary>
internal static class StrictUtf8
{
    public static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
}

/// <summary>Reads rented characters without copying them into a string first.</summary>
internal sealed class CharacterReader(char[] characters, int length) : TextReader
{
    private int _position;

    public override int Peek() => _position < length ? characters[_position] : -1;

    public override int Read() => _position < length ? characters[_position++] : -1;

    public override int Read(char[] buffer, int index, int count)
    {
        var read = Math.Min(count, length - _position);
        Array.Copy(characters, _position, buffer, index, read);
        _position += read;
        return read;
    }
}

/// <summary>Reads the log's JSON, which is one line: so the reader's column says where in the characters it stands.</summary>
internal sealed class CanonicalJsonReader : JsonTextReader
{
    private readonly char[] _characters;

    public CanonicalJsonReader(char[] characters, int length)
        : base(new CharacterReader(characters, length))
    {
        _characters = characters;
        ArrayPool = JsonCharacterPool.Instance;
        DateParseHandling = DateParseHandling.None;
        PropertyNameTable = CanonicalNames.Instance;
    }

    /// <summary>Goes on to the end of the object at whose beginning the reader stands, and gives its text in UTF-8.</summary>
    /// <exception cref="JsonException">The object is not JSON, or not one line.</exception>
    public byte[] SkipObject()
    {
        var start = LinePosition - 1;
        Skip();
        return TokenType == JsonToken.EndObject && LineNumber == 1
            ? StrictUtf8.Encoding.GetBytes(_characters, start, LinePosition - start)
            : throw new JsonReaderException("An object of the log has no end, or a line break.");
    }
}

/// <summary>Lends the JSON reader its buffers.</summary>
internal sealed class JsonCharacterPool : IArrayPool<char>
{
    public static readonly JsonCharacterPool Instance = new();

    public char[] Rent(int minimumLength) => System.Buffers.ArrayPool<char>.Shared.Rent(minimumLength);

    public void Return(char[]? array)
    {
        if (array is not null)
        {
            System.Buffers.ArrayPool<char>.Shared.Return(array);
        }
    }
}

/// <summary>Member names that were read before, so that each is one string in memory. Reading is concurrent, filling is locked.</summary>
internal sealed class CanonicalNames : JsonNameTable
{
    public static readonly CanonicalNames Instance = new();

    private const int MaximumNames = 4096;
    private readonly DefaultJsonNameTable _names = new();
    private readonly Lock _filling = new();
    private int _count;

    public override string? Get(char[] key, int start, int length) => _names.Get(key, start, length) ?? Add(key, start, length);

    private string? Add(char[] key, int start, int length)
    {
        // Keys of maps are names too, and there may be any number of them: past the limit the reader makes its own.
        lock (_filling)
        {
            if (_count >= MaximumNames)
            {
                return null;
            }

            _count++;
            return _names.Add(new string(key, start, length));
        }
    }
}
