using Krewe.Backends;

namespace Krewe.Silo.Backends.Logs;

/// <summary>The last lines of one replica's servers. Older lines make room.</summary>
internal sealed class LogRing(TimeProvider time, int capacity = LogRing.DefaultCapacity)
{
    public const int DefaultCapacity = 200;

    public const string Output = "out";
    public const string Error = "err";
    public const string Krewe = "krewe";

    private readonly Lock _lock = new();
    private readonly LogLine[] _lines = new LogLine[capacity];
    private long _last; // Written under the lock by whoever reads a stream of the server.

    /// <summary>The number of the newest line; 0 before the first.</summary>
    public long LastSequence
    {
        get
        {
            lock (_lock)
            {
                return _last;
            }
        }
    }

    public void Append(string stream, string text)
    {
        var at = time.GetUtcNow();
        lock (_lock)
        {
            _last++;
            _lines[_last % capacity] = new(_last, at, stream, text);
        }
    }

    /// <summary>Lines after a sequence number, oldest first. A gap after the number asked for shows that lines were lost.</summary>
    public IReadOnlyList<LogLine> Read(long afterSequence, int maxLines)
    {
        lock (_lock)
        {
            var from = Math.Max(Math.Max(afterSequence, 0), _last - capacity) + 1;
            var count = Math.Clamp(_last - from + 1, 0, Math.Max(maxLines, 0));
            var lines = new LogLine[count];
            for (var index = 0; index < count; index++)
            {
                lines[index] = _lines[(from + index) % capacity];
            }

            return lines;
        }
    }

    /// <summary>The newest lines, oldest first.</summary>
    public IReadOnlyList<LogLine> Tail(int lines)
    {
        lock (_lock)
        {
            return Read(_last - Math.Min(lines, capacity), lines);
        }
    }
}
