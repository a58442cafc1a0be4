using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace PrivateLinkSim.Host;

/// <summary>Writes the answer to a question into a buffer. Whatever does not fit leaves a message that says that it is truncated.</summary>
internal ref struct DnsReply
{
    private const int MostStringBytes = 255;

    // Amazon reserves these names for the servers of every private hosted zone; those of the vpce.amazonaws.com zones are not public.
    public static readonly string[] NameServers = ["ns-1536.awsdns-00.co.uk", "ns-0.awsdns-00.com", "ns-1024.awsdns-00.org", "ns-512.awsdns-00.net"];

    private readonly Span<byte> _into;
    private readonly int _limit;
    private readonly DnsQuery _query;
    private List<(string Suffix, int At)>? _written;
    private int _at;

    private DnsReply(Span<byte> into, DnsQuery query, int limit)
    {
        _into = into;
        _query = query;
        _limit = Math.Min(limit, into.Length);
    }

    /// <summary>Writes an answer and returns how long it is.</summary>
    /// <param name="message">The question as it came in: names come back in the letters they were asked in.</param>
    /// <param name="limit">How long the answer may be.</param>
    public static int Write(Span<byte> into, ReadOnlySpan<byte> message, DnsQuery query, DnsFindings findings, int limit)
    {
        var reply = new DnsReply(into, query, limit - (query.HasOpt ? DnsWire.OptBytes : 0));
        return reply.Write(message, findings);
    }

    private int Write(ReadOnlySpan<byte> message, DnsFindings findings)
    {
        var question = message.Slice(DnsWire.HeaderBytes, _query.QuestionBytes);
        question.CopyTo(_into[DnsWire.HeaderBytes..]);
        var end = _at = DnsWire.HeaderBytes + question.Length;
        var fits = true;
        foreach (var record in findings.Answers)
        {
            fits = fits && Record(record);
        }

        foreach (var record in findings.Authority)
        {
            fits = fits && Record(record);
        }

        _at = fits ? _at : end;
        var flags = DnsWire.IsAnswer | DnsWire.RecursionAvailable | (_query.Flags & (0x7800 | DnsWire.RecursionDesired | DnsWire.CheckingDisabled)) | ((int)findings.Code & 0xF);
        Word(_query.Id, 0);
        Word(flags | (fits ? 0 : DnsWire.IsTruncated), 2);
        Word(question.IsEmpty ? 0 : 1, 4);
        Word(fits ? findings.Answers.Length : 0, 6);
        Word(fits ? findings.Authority.Length : 0, 8);
        Word(_query.HasOpt ? 1 : 0, 10);
        return _query.HasOpt ? WithOpt(findings.Code) : _at;
    }

    private readonly int WithOpt(DnsCode code)
    {
        var opt = _into.Slice(_at, DnsWire.OptBytes);
        opt.Clear();
        BinaryPrimitives.WriteUInt16BigEndian(opt[1..], (ushort)DnsKind.Opt);
        BinaryPrimitives.WriteUInt16BigEndian(opt[3..], DnsWire.MostDatagramBytes);
        opt[5] = (byte)((int)code >> 4);
        BinaryPrimitives.WriteUInt16BigEndian(opt[7..], _query.DnssecOk ? DnsWire.DnssecOk : (ushort)0);
        return _at + DnsWire.OptBytes;
    }

    private bool Record(DnsRecord record)
    {
        if (!Name(record.Owner ?? _query.Name) || !Room(10))
        {
            return false;
        }

        var fixedPart = _at;
        Word((int)KindOf(record), fixedPart);
        Word(DnsWire.Internet, fixedPart + 2);
        BinaryPrimitives.WriteUInt32BigEndian(_into[(fixedPart + 4)..], record.Seconds);
        _at += 10;
        if (!Data(record))
        {
            return false;
        }

        Word(_at - fixedPart - 10, fixedPart + 8);
        return true;
    }

    private static DnsKind KindOf(DnsRecord record) => record switch
    {
        DnsRecord.Address { Value.AddressFamily: System.Net.Sockets.AddressFamily.InterNetwork } => DnsKind.A,
        DnsRecord.Address => DnsKind.Aaaa,
        DnsRecord.Cname => DnsKind.Cname,
        DnsRecord.Ptr => DnsKind.Ptr,
        DnsRecord.Txt => DnsKind.Txt,
        DnsRecord.Ns => DnsKind.Ns,
        DnsRecord.Soa => DnsKind.Soa,
        DnsRecord.Strings => DnsKind.Txt,
        DnsRecord.Location server => server.Kind,
        _ => throw new System.Diagnostics.UnreachableException(record.GetType().Name),
    };

    private bool Data(DnsRecord record) => record switch
    {
        DnsRecord.Address address => Address(address.Value),
        DnsRecord.Cname cname => Name(cname.Target),
        DnsRecord.Ptr ptr => Name(ptr.Target),
        DnsRecord.Txt txt => Text(txt.Value),
        DnsRecord.Ns ns => Name(ns.Server),
        DnsRecord.Soa soa => Start(soa.Start),
        DnsRecord.Strings strings => Strings(strings.Values),
        DnsRecord.Location server => Location(server),
        _ => throw new System.Diagnostics.UnreachableException(record.GetType().Name),
    };

    private bool Address(IPAddress value)
    {
        if (!Room(16) || !value.TryWriteBytes(_into[_at..], out var written))
        {
            return false;
        }

        _at += written;
        return true;
    }

    private bool Text(string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        for (var from = 0; from == 0 || from < bytes.Length; from += MostStringBytes)
        {
            var part = bytes.AsSpan(from, Math.Min(MostStringBytes, bytes.Length - from));
            if (!Room(part.Length + 1))
            {
                return false;
            }

            _into[_at++] = (byte)part.Length;
            part.CopyTo(_into[_at..]);
            _at += part.Length;
        }

        return true;
    }

    private bool Strings(System.Collections.Immutable.ImmutableArray<string> values)
    {
        foreach (var value in values)
        {
            if (!Room(value.Length + 1))
            {
                return false;
            }

            _into[_at++] = (byte)value.Length;
            _at += Encoding.Latin1.GetBytes(value, _into[_at..]);
        }

        return true;
    }

    private bool Location(DnsRecord.Location server)
    {
        foreach (var number in server.Numbers)
        {
            if (!Room(2))
            {
                return false;
            }

            Word(number, _at);
            _at += 2;
        }

        return Name(server.Target);
    }

    private bool Start(DnsStart start)
    {
        if (!Name(start.Server) || !Name(start.Mailbox) || !Room(20))
        {
            return false;
        }

        foreach (var number in start.Numbers)
        {
            BinaryPrimitives.WriteUInt32BigEndian(_into[_at..], number);
            _at += 4;
        }

        return true;
    }

    // Names of the message are pointed to from their first label on that stands there already; the first is that of the question.
    private bool Name(string name)
    {
        for (var rest = name; rest.Length > 0;)
        {
            if (Pointed(rest) is { } earlier)
            {
                if (!Room(2))
                {
                    return false;
                }

                Word((DnsWire.Pointer << 8) | earlier, _at);
                _at += 2;
                return true;
            }

            var dot = rest.IndexOf('.', StringComparison.Ordinal);
            var label = HostedNames.Octets(dot < 0 ? rest : rest[..dot]);
            if (!Room(label.Length + 1))
            {
                return false;
            }

            if (_at <= DnsWire.FarthestPointed)
            {
                (_written ??= []).Add((rest, _at));
            }

            _into[_at++] = (byte)label.Length;
            _at += Encoding.Latin1.GetBytes(label, _into[_at..]);
            rest = dot < 0 ? "" : rest[(dot + 1)..];
        }

        if (!Room(1))
        {
            return false;
        }

        _into[_at++] = 0;
        return true;
    }

    private readonly int? Pointed(string rest)
    {
        if (_query.Name == rest)
        {
            return DnsWire.HeaderBytes;
        }

        // A name with an escape has other bytes than letters; only the whole of it is pointed to.
        if (_query.Name.Length > rest.Length && !_query.Name.Contains('\\', StringComparison.Ordinal)
            && _query.Name.EndsWith(rest, StringComparison.Ordinal) && _query.Name[^(rest.Length + 1)] == '.')
        {
            return DnsWire.HeaderBytes + _query.Name.Length - rest.Length;
        }

        foreach (var (suffix, at) in _written ?? [])
        {
            if (suffix == rest)
            {
                return at;
            }
        }

        return null;
    }

    private readonly bool Room(int bytes) => _at + bytes <= _limit;

    private readonly void Word(int value, int at) => BinaryPrimitives.WriteUInt16BigEndian(_into[at..], (ushort)value);
}
