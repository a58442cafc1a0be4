using System.Text.Json;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>
/// Takes the envelope of a row apart. The data stays as bytes: most readers want one entity or one type, and a cursor
/// over UTF-8 finds them without making an object of every event.
/// </summary>
internal static class LogEntryReader
{
    /// <exception cref="LogDamagedException">The row is no log line.</exception>
    public static LogEntry Read(LogRow row)
    {
        try
        {
            return row.HasForm ? Read(row.Entry) : throw new FormatException("it is no line of a log");
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException)
        {
            throw new LogDamagedException($"A row of {row.Manifest} can't be read: {exception.Message}", exception);
        }
    }

    private static LogEntry Read(ReadOnlyMemory<byte> entry)
    {
        var reader = new Utf8JsonReader(entry.Span);
        var fields = default(Fields);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            fields.Take(ref reader, entry);
        }

        return fields.ToEntry();
    }

    private struct Fields
    {
        private long? _cause;
        private ReadOnlyMemory<byte>? _data;
        private string? _entity;
        private int? _index;
        private long? _number;
        private Moment? _time;
        private long? _turn;
        private string? _type;
        private int? _version;

        public void Take(ref Utf8JsonReader reader, ReadOnlyMemory<byte> entry)
        {
            var name = reader.GetString();
            reader.Read();
            switch (name)
            {
                case "cause": _cause = reader.GetInt64(); break;
                case "data": _data = Skip(ref reader, entry); break;
                case "entity": _entity = reader.GetString(); break;
                case "index": _index = reader.GetInt32(); break;
                case "number": _number = reader.GetInt64(); break;
                case "time": _time = Moment.Parse(reader.GetString()!); break;
                case "turn": _turn = reader.GetInt64(); break;
                case "type": _type = reader.GetString(); break;
                case "version": _version = reader.GetInt32(); break;
                default: throw new FormatException($"'{name}' is no member of an entry");
            }
        }

        public readonly LogEntry ToEntry() =>
            _data is { } data && _entity is not null && _index is { } index && _number is { } number
            && _time is { } time && _turn is { } turn && _type is not null && _version is { } version
                ? new LogEntry(turn, index, time, _entity, number, _type, version, _cause, data)
                : throw new FormatException("a member is missing");

        private static ReadOnlyMemory<byte> Skip(ref Utf8JsonReader reader, ReadOnlyMemory<byte> entry)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            return entry[start..(int)reader.BytesConsumed];
        }
    }
}
