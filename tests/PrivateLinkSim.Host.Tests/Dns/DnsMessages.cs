using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PrivateLinkSim.Host.Tests;

/// <summary>Messages as bytes: questions that are written by hand, and answers that are read by nothing of the server's own.</summary>
internal static class DnsMessages
{
    /// <summary>A question with one name.</summary>
    /// <param name="payload">The client's largest datagram, with EDNS; null without EDNS.</param>
    public static byte[] Question(string name, int kind = 1, int id = 0x1234, int? payload = null, int kindClass = 1, int version = 0)
    {
        var bytes = new List<byte> { (byte)(id >> 8), (byte)id, 1, 0, 0, 1, 0, 0, 0, 0, 0, (byte)(payload is null ? 0 : 1) };
        foreach (var label in name.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            bytes.Add((byte)label.Length);
            bytes.AddRange(Encoding.ASCII.GetBytes(label));
        }

        bytes.AddRange([0, (byte)(kind >> 8), (byte)kind, (byte)(kindClass >> 8), (byte)kindClass]);
        if (payload is { } size)
        {
            bytes.AddRange([0, 0, 41, (byte)(size >> 8), (byte)size, 0, (byte)version, 0, 0, 0, 0]);
        }

        return [.. bytes];
    }

    public static int Code(ReadOnlySpan<byte> answer) => answer[3] & 0xF;

    public static bool IsTruncated(ReadOnlySpan<byte> answer) => (answer[2] & 2) != 0;

    public static int Answers(ReadOnlySpan<byte> answer) => BinaryPrimitives.ReadUInt16BigEndian(answer[6..]);

    /// <summary>What is wrong with an answer to a question; null when nothing is.</summary>
    public static string? Complaint(ReadOnlySpan<byte> question, ReadOnlySpan<byte> answer, int limit)
    {
        if (answer.Length < 12 || answer.Length > limit)
        {
            return $"{answer.Length} bytes, of {limit} at most";
        }

        if (!answer[..2].SequenceEqual(question[..2]) || (answer[2] & 0x80) == 0)
        {
            return "it answers another question";
        }

        var at = 12;
        for (var index = 0; index < Count(answer, 4); index++)
        {
            if (!Name(answer, ref at) || (at += 4) > answer.Length)
            {
                return "the question is cut off";
            }
        }

        if (!question[..Math.Min(at, question.Length)][12..].SequenceEqual(answer[12..at]))
        {
            return "the question came back changed";
        }

        for (var index = 0; index < Count(answer, 6) + Count(answer, 8) + Count(answer, 10); index++)
        {
            if (!Name(answer, ref at) || at + 10 > answer.Length || !Data(answer, ref at))
            {
                return $"record {index} is damaged";
            }
        }

        return at == answer.Length ? null : $"{answer.Length - at} bytes belong to nothing";
    }

    /// <summary>Sends a message over TCP.</summary>
    public static Task SendAsync(NetworkStream stream, byte[] message) => stream.WriteAsync((byte[])[(byte)(message.Length >> 8), (byte)message.Length, .. message]).AsTask();

    /// <summary>Reads a message of TCP; null when the other side has closed.</summary>
    public static Task<byte[]?> ReceiveAsync(NetworkStream stream) => ReadAsync(stream).WaitAsync(TimeSpan.FromMinutes(1));

    private static async Task<byte[]?> ReadAsync(NetworkStream stream)
    {
        var length = new byte[2];
        try
        {
            if (await stream.ReadAtLeastAsync(length, 2, throwOnEndOfStream: false) < 2)
            {
                return null;
            }

            var message = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
            await stream.ReadExactlyAsync(message);
            return message;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Sends a datagram and returns the first answer with its id.</summary>
    public static async Task<byte[]> AskAsync(Socket socket, IPEndPoint resolver, byte[] question)
    {
        await socket.SendToAsync(question, resolver);
        var into = new byte[4096];
        while (true)
        {
            var answer = into.AsMemory(0, (await socket.ReceiveFromAsync(into, resolver)).ReceivedBytes);
            if (answer.Span[..2].SequenceEqual(question.AsSpan(0, 2)))
            {
                return answer.ToArray();
            }
        }
    }

    private static int Count(ReadOnlySpan<byte> message, int at) => BinaryPrimitives.ReadUInt16BigEndian(message[at..]);

    private static bool Data(ReadOnlySpan<byte> message, ref int at)
    {
        var (kind, length) = (Count(message, at), Count(message, at + 8));
        at += 10;
        var (start, end) = (at, at + length);
        if (end > message.Length)
        {
            return false;
        }

        at = end;
        switch (kind)
        {
            case 1:
                return length == 4;
            case 28:
                return length == 16;
            case 2 or 5 or 12:
                return Name(message, ref start) && start == end;
            case 6:
                return Name(message, ref start) && Name(message, ref start) && start + 20 == end;
            case 16:
                while (start < end)
                {
                    start += 1 + message[start];
                }

                return start == end;
            default:
                return kind == 41 && length == 0;
        }
    }

    // A name, with pointers that lead back only.
    private static bool Name(ReadOnlySpan<byte> message, ref int at)
    {
        var (from, end, octets) = (at, -1, 0);
        while (from < message.Length)
        {
            int length = message[from];
            if (length >= 0xC0)
            {
                var to = ((length & 0x3F) << 8) | (from + 1 < message.Length ? message[from + 1] : 0xFF);
                end = end < 0 ? from + 2 : end;
                if (to >= from)
                {
                    return false;
                }

                from = to;
                continue;
            }

            from += 1 + length;
            octets += 1 + length;
            if (length == 0)
            {
                at = end < 0 ? from : end;
                return octets <= 255;
            }
        }

        return false;
    }
}
