namespace Krewe.Runtime.Turns;

/// <summary>
/// Whether the turns of one queue have been short enough to run on the threads of those who cause them. One that was not sends the next
/// ones to threads of their own, twice as many each time in a row. Races between threads cost a choice, no correctness.
/// </summary>
internal sealed class TurnLengths
{
    private const int FirstPenalty = 64, LastPenalty = 4_096;
    private int _penalty;
    private int _left;

    /// <summary>Asks, and counts.</summary>
    public bool AreShort()
    {
        if (_left <= 0)
        {
            return true;
        }

        _left--;
        return false;
    }

    /// <summary>Notes what the turns took that ran on the thread of who caused them.</summary>
    /// <param name="isLong">Whether that was long.</param>
    public void Note(bool isLong)
    {
        _penalty = isLong ? Math.Clamp(_penalty * 2, FirstPenalty, LastPenalty) : 0;
        _left = _penalty;
    }
}
