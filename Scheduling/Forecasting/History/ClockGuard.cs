namespace Krewe.Scheduling.Forecasting.History;

/// <summary>
/// Believes times that go on, and others only after they have gone on for a while: one wrong time must neither erase weeks of
/// history nor stop it.
/// </summary>
internal sealed class ClockGuard
{
    private const int Needed = 30;
    private const long LongestStep = 6 * 3600;
    private long _last = long.MinValue;
    private long _doubted;
    private int _doubts;

    /// <summary>Judges a second.</summary>
    public ClockVerdict Judge(long second)
    {
        if (_last == long.MinValue || (second > _last && second - _last <= LongestStep))
        {
            (_last, _doubts) = (second, 0);
            return ClockVerdict.GoesOn;
        }

        if (second == _last)
        {
            return ClockVerdict.GoesOn;
        }

        _doubts = _doubts > 0 && second >= _doubted && second - _doubted <= Needed ? _doubts + 1 : 1;
        _doubted = second;
        if (_doubts < Needed)
        {
            return _doubts == 1 ? ClockVerdict.Jumped : ClockVerdict.Doubted;
        }

        (_last, _doubts) = (second, 0);
        return ClockVerdict.Believed;
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(_last);
        writer.Write(_doubted);
        writer.Write(_doubts);
    }

    public void Read(BinaryReader reader)
    {
        _last = reader.ReadInt64();
        _doubted = reader.ReadInt64();
        _doubts = reader.ReadInt32();
    }
}
