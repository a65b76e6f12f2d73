using System.Text;

namespace Krewe.Silo.Backends.Logs;

/// <summary>Reads lines of at most a given length; what is longer is cut, not kept in memory.</summary>
internal sealed class LineReader(Stream stream, int longestLine = LineReader.DefaultLongestLine)
{
    public const int DefaultLongestLine = 4096;

    private const string CutMark = " ...";

    private readonly byte[] _buffer = new byte[8192];
    private readonly byte[] _line = new byte[longestLine];
    private int _length;
    private int _start;
    private int _end;
    private bool _cut;

    /// <summary>The next line without its end, or null at the end of the stream. A last line without an end counts.</summary>
    public async ValueTask<string?> ReadAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var newline = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (newline >= 0)
            {
                Keep(newline);
                _start += newline + 1;
                return Take();
            }

            Keep(_end - _start);
            _start = 0;
            _end = await stream.ReadAsync(_buffer, cancellationToken);
            if (_end == 0)
            {
                return _length == 0 && !_cut ? null : Take();
            }
        }
    }

    private void Keep(int count)
    {
        var kept = Math.Min(count, _line.Length - _length);
        _buffer.AsSpan(_start, kept).CopyTo(_line.AsSpan(_length));
        _length += kept;
        _cut |= kept < count;
    }

    private string Take()
    {
        var text = Encoding.UTF8.GetString(_line.AsSpan(0, _length).TrimEnd((byte)'\r')) + (_cut ? CutMark : "");
        _length = 0;
        _cut = false;
        return text;
    }
}
