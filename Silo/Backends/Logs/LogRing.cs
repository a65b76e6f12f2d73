using System.Collections.Immutable;
using Krewe.Backends;

namespace Krewe.Silo.Backends.Logs;

/// <summary>The last lines of one replica's servers, over their restarts. Older lines make room.</summary>
internal sealed class LogRing(TimeProvider time, int capacity = LogRing.DefaultCapacity)
{
    public const int DefaultCapacity = 200;

    public const string Output = "out";
    public const string Error = "err";
    public const string Krewe = "krewe";

    private readonly Lock _lock = new();
    private readonly LogLine[] _lines = new LogLine[capacity];
    private long _last; // The newest line's number; written under the lock by whoever reads a stream of the server.

    public void Append(string stream, string text)
    {
        var at = time.GetUtcNow();
        lock (_lock)
        {
            _last++;
            _lines[_last % capacity] = new(_last, at, stream, text);
        }
    }

    /// <summary>
    /// Lines after a number, oldest first; of more than the most, the newest. A number that was never reached comes from before a
    /// restart of the silo, and means all.
    /// </summary>
    public LogPage Read(long afterSequence, int maxLines)
    {
        lock (_lock)
        {
            var after = afterSequence < 0 || afterSequence > _last ? 0 : afterSequence;
            var kept = Math.Max(after, _last - capacity);
            var count = (int)Math.Clamp(_last - kept, 0, Math.Max(maxLines, 0));
            var lines = ImmutableArray.CreateBuilder<LogLine>(count);
            for (var sequence = _last - count + 1; sequence <= _last; sequence++)
            {
                lines.Add(_lines[sequence % capacity]);
            }

            return new(lines.MoveToImmutable(), _last, kept - after);
        }
    }

    /// <summary>The text of the newest lines, oldest first.</summary>
    public ImmutableArray<string> Tail(int lines)
    {
        lock (_lock)
        {
            return [.. Read(Math.Max(0, _last - lines), lines).Lines.Select(line => line.Text)];
        }
    }
}
