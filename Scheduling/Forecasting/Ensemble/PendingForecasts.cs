namespace Krewe.Scheduling.Forecasting.Ensemble;

/// <summary>
/// Forecasts of one horizon whose rate is not known yet. Bounded: far horizons are noted only every few steps, so that never more
/// than <see cref="Places"/> wait.
/// </summary>
internal sealed class PendingForecasts
{
    /// <summary>Forecasts that can wait at a time.</summary>
    public const int Places = 4;

    private readonly long[] _targets = new long[Places];
    private readonly float[] _numbers;
    private readonly int _size;
    private readonly int _horizon;

    /// <param name="horizon">Steps ahead.</param>
    /// <param name="members">Forecasters in the ensemble.</param>
    public PendingForecasts(int horizon, int members)
    {
        (_horizon, _size) = (horizon, members + 2);
        _numbers = new float[Places * _size];
        Clear();
    }

    /// <summary>Forgets what waits.</summary>
    public void Clear() => _targets.AsSpan().Fill(long.MinValue);

    /// <summary>Notes a forecast if it is its turn.</summary>
    public void Note(long now, ReadOnlySpan<double> members, double mean, double spread)
    {
        var every = (_horizon + Places - 1) / Places;
        if (now % every != 0)
        {
            return;
        }

        var place = (int)(((now / every % Places) + Places) % Places);
        _targets[place] = now - 1 + _horizon;
        var numbers = _numbers.AsSpan(place * _size, _size);
        (numbers[0], numbers[1]) = ((float)mean, (float)spread);
        for (var i = 0; i < members.Length; i++)
        {
            numbers[i + 2] = (float)members[i];
        }
    }

    /// <summary>The forecast of a step: mean, spread, members; empty where none was noted.</summary>
    public ReadOnlySpan<float> Of(long target)
    {
        var place = Array.IndexOf(_targets, target);
        return place < 0 ? [] : _numbers.AsSpan(place * _size, _size);
    }

    public void Write(BinaryWriter writer)
    {
        ForecastState.WriteAll<long>(writer, _targets);
        ForecastState.WriteAll<float>(writer, _numbers);
    }

    public void Read(BinaryReader reader)
    {
        ForecastState.ReadAll<long>(reader).CopyTo(_targets, 0);
        ForecastState.ReadAll<float>(reader).CopyTo(_numbers, 0);
    }
}
