using Krewe.Scheduling.Forecasting.History;

namespace Krewe.Scheduling.Forecasting.Ensemble;

/// <summary>
/// Forecasts of one horizon whose rate is not known yet. Bounded: far horizons are noted only every few steps, so that never more
/// than <see cref="MostPlaces"/> wait. Numbers are kept in 16 bits each.
/// </summary>
internal sealed class PendingForecasts
{
    /// <summary>Forecasts that can wait at a time.</summary>
    public const int MostPlaces = 16;

    private const int Empty = -1;

    private readonly long[] _targets;
    private readonly ushort[] _numbers;
    private readonly int _size;
    private readonly int _horizon;
    private readonly int _every;

    /// <param name="horizon">Steps ahead.</param>
    /// <param name="members">Forecasters in the ensemble.</param>
    public PendingForecasts(int horizon, int members)
    {
        var places = Math.Min(horizon, MostPlaces);
        (_horizon, _size, _every) = (horizon, members + 2, (horizon + places - 1) / places);
        (_targets, _numbers) = (new long[places], new ushort[places * _size]);
        Clear();
    }

    /// <summary>Forgets what waits.</summary>
    public void Clear() => _targets.AsSpan().Fill(long.MinValue);

    /// <summary>Notes a forecast if it is its turn.</summary>
    public void Note(long now, ReadOnlySpan<double> members, double mean, double spread)
    {
        if (now % _every != 0)
        {
            return;
        }

        var place = (int)(((now / _every % _targets.Length) + _targets.Length) % _targets.Length);
        _targets[place] = now - 1 + _horizon;
        var numbers = _numbers.AsSpan(place * _size, _size);
        (numbers[0], numbers[1]) = (PackedRate.Pack(mean), PackedRate.Pack(spread));
        for (var i = 0; i < members.Length; i++)
        {
            numbers[i + 2] = PackedRate.Pack(members[i]);
        }
    }

    /// <summary>The forecast of a step; false where none was noted.</summary>
    /// <param name="target">The step.</param>
    /// <param name="mean">What the ensemble said.</param>
    /// <param name="spread">The unit of its error.</param>
    /// <param name="members">Takes what the members said; may be shorter than they are many.</param>
    public bool TryGet(long target, out double mean, out double spread, Span<double> members)
    {
        var place = Array.IndexOf(_targets, target);
        if (place < 0)
        {
            (mean, spread) = (double.NaN, double.NaN);
            return false;
        }

        var numbers = _numbers.AsSpan(place * _size, _size);
        (mean, spread) = (PackedRate.Unpack(numbers[0]), PackedRate.Unpack(numbers[1]));
        for (var i = 0; i < members.Length; i++)
        {
            members[i] = PackedRate.Unpack(numbers[i + 2]);
        }

        return true;
    }

    // Steps are written as distances from the latest one: half the bytes.
    public void Write(BinaryWriter writer)
    {
        var latest = _targets.Max();
        writer.Write(latest);
        ForecastState.WriteAll<int>(writer, [.. _targets.Select(target => target == long.MinValue || latest - target > int.MaxValue ? Empty : (int)(latest - target))]);
        ForecastState.WriteAll<ushort>(writer, _numbers);
    }

    public void Read(BinaryReader reader)
    {
        var latest = reader.ReadInt64();
        var distances = ForecastState.ReadAll<int>(reader);
        if (distances.Length != _targets.Length)
        {
            throw new ArgumentException("The state of a series waits for another number of rates.");
        }

        for (var place = 0; place < distances.Length; place++)
        {
            _targets[place] = distances[place] == Empty ? long.MinValue : latest - distances[place];
        }

        ForecastState.ReadAll<ushort>(reader).CopyTo(_numbers, 0);
    }
}
