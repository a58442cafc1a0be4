namespace PrivateLinkSim.Simulation;

/// <summary>The lines of a stream as bytes. Nothing is decoded, so nothing is mended in silence.</summary>
internal sealed class LineReader(Stream stream)
{
    // No row is nearly as long; a file without line feeds is not read into memory for ever.
    private const int MostBytes = 256 * 1024 * 1024;

    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    /// <summary>Each line without its line feed; the last one may lack it.</summary>
    public IEnumerable<byte[]> Lines()
    {
        var seen = 0;
        while (true)
        {
            var feed = Array.IndexOf(_buffer, (byte)'\n', _start + seen, _end - _start - seen);
            if (feed >= 0)
            {
                yield return _buffer[_start..feed];
                (_start, seen) = (feed + 1, 0);
                continue;
            }

            seen = _end - _start;
            if (!Fill())
            {
                break;
            }
        }

        if (_end > _start)
        {
            yield return _buffer[_start.._end];
        }
    }

    private bool Fill()
    {
        if (_start > 0)
        {
            Array.Copy(_buffer, _start, _buffer, 0, _end - _start);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == MostBytes)
        {
            throw new LogDamagedException("A line is longer than any line of a log.");
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Min(2 * _buffer.Length, MostBytes));
        }

        var read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        return read > 0;
    }
}
