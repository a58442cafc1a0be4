using System.Buffers.Binary;
using System.Text;

namespace PrivateLinkSim.Host;

/// <summary>A question as it came in.</summary>
/// <param name="Flags">The second word of its header.</param>
/// <param name="QuestionBytes">How many bytes behind the header are the question; 0 when it can't be read.</param>
/// <param name="Name">The name in lower case without a final dot; bytes that no host name has are written <c>\DDD</c>.</param>
/// <param name="HasOpt">Whether the client speaks EDNS.</param>
/// <param name="PayloadBytes">The largest datagram that the client takes.</param>
/// <param name="Complaint">Why it can't be answered, if it can't.</param>
internal readonly record struct DnsQuery(
    ushort Id, ushort Flags, int QuestionBytes, string Name, DnsKind Kind, bool HasOpt, bool DnssecOk, int PayloadBytes, DnsCode Complaint)
{
    private const int OpcodeBits = 0x7800;

    /// <summary>Reads a message; null when it is none that anybody waits for an answer to.</summary>
    public static DnsQuery? Read(ReadOnlySpan<byte> message)
    {
        if (message.Length < DnsWire.HeaderBytes || (Word(message, 2) & DnsWire.IsAnswer) != 0)
        {
            return null;
        }

        var bad = new DnsQuery(Word(message, 0), Word(message, 2), 0, "", DnsKind.None, false, false, DnsWire.LeastDatagramBytes, DnsCode.FormErr);
        if ((bad.Flags & OpcodeBits) != 0)
        {
            return bad with { Complaint = DnsCode.NotImp };
        }

        var at = DnsWire.HeaderBytes;
        if (Word(message, 4) != 1 || NameAt(message, ref at) is not { } name || at + 4 > message.Length)
        {
            return bad;
        }

        var (kind, kindClass) = ((DnsKind)Word(message, at), Word(message, at + 2));
        at += 4;
        var query = bad with { QuestionBytes = at - DnsWire.HeaderBytes, Name = name, Kind = kind, Complaint = DnsCode.NoError };
        var others = Word(message, 6) + Word(message, 8);
        return query.WithOptions(message, at, others, Word(message, 10)) is not { } read ? bad
            : read.Complaint != DnsCode.NoError ? read
            : read with
            {
                Complaint = kindClass != DnsWire.Internet || kind is DnsKind.Axfr or DnsKind.Ixfr ? DnsCode.Refused
                    : kind is DnsKind.Opt or DnsKind.None ? DnsCode.FormErr
                    : DnsCode.NoError,
            };
    }

    // Answers and authorities of a question say nothing, but the additional records behind them may hold the client's EDNS.
    private DnsQuery? WithOptions(ReadOnlySpan<byte> message, int at, int others, int additional)
    {
        var read = this;
        for (var index = 0; index < others + additional; index++)
        {
            var start = at;
            if (!SkipName(message, ref at) || at + 10 > message.Length || at + 10 + Word(message, at + 8) > message.Length)
            {
                return null;
            }

            if ((DnsKind)Word(message, at) == DnsKind.Opt && index >= others)
            {
                if (read.HasOpt || message[start] != 0)
                {
                    return null;
                }

                read = read with
                {
                    HasOpt = true,
                    PayloadBytes = Math.Clamp((int)Word(message, at + 2), DnsWire.LeastDatagramBytes, DnsWire.MostDatagramBytes),
                    DnssecOk = (Word(message, at + 6) & DnsWire.DnssecOk) != 0,
                    Complaint = message[at + 5] == 0 ? DnsCode.NoError : DnsCode.BadVers,
                };
            }

            at += 10 + Word(message, at + 8);
        }

        return read;
    }

    // Nothing stands before the name of a question that it could point to.
    private static string? NameAt(ReadOnlySpan<byte> message, ref int at)
    {
        var (start, text) = (at, new StringBuilder(64));
        while (at < message.Length && at - start < DnsWire.MostNameBytes)
        {
            int length = message[at++];
            if (length == 0)
            {
                return text.ToString();
            }

            if (length > DnsWire.MostLabelBytes || at + length > message.Length)
            {
                return null;
            }

            if (text.Length > 0)
            {
                text.Append('.');
            }

            foreach (var octet in message.Slice(at, length))
            {
                Append(text, octet);
            }

            at += length;
        }

        return null;
    }

    private static void Append(StringBuilder text, byte octet)
    {
        var letter = (char)octet;
        if (char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '*')
        {
            text.Append(char.ToLowerInvariant(letter));
        }
        else
        {
            text.Append('\\').Append((char)('0' + (octet / 100))).Append((char)('0' + (octet / 10 % 10))).Append((char)('0' + (octet % 10)));
        }
    }

    private static bool SkipName(ReadOnlySpan<byte> message, ref int at)
    {
        var start = at;
        while (at < message.Length && at - start < DnsWire.MostNameBytes)
        {
            int length = message[at++];
            if (length == 0)
            {
                return true;
            }

            if (length >= DnsWire.Pointer)
            {
                return ++at <= message.Length;
            }

            if (length > DnsWire.MostLabelBytes)
            {
                return false;
            }

            at += length;
        }

        return false;
    }

    private static ushort Word(ReadOnlySpan<byte> message, int at) => BinaryPrimitives.ReadUInt16BigEndian(message[at..]);
}
