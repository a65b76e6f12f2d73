namespace Krewe.Scheduling.Forecasting;

/// <summary>How well the forecasts of one horizon did of late: means over about the last hundred that could be judged, older ones fading.</summary>
public sealed class ForecastAccuracy
{
    internal const int Numbers = 4;
    private const float Fade = 0.99f;
    private float _count;
    private float _error;
    private float _rate;
    private float _below;

    internal ForecastAccuracy(int horizon) => Horizon = horizon;

    /// <summary>Steps ahead.</summary>
    public int Horizon { get; }

    /// <summary>False while nothing was judged.</summary>
    public bool IsKnown => _count > 0;

    /// <summary>The mean absolute error as a share of the mean rate; NaN where no requests came or nothing was judged.</summary>
    public double Error => _rate > 0 ? _error / _rate : double.NaN;

    /// <summary>The share of rates that were not above the 95 % upper bound; 0.95 is meant. NaN where nothing was judged.</summary>
    public double Coverage => _count > 0 ? _below / _count : double.NaN;

    internal void Add(double rate, double mean, double upper)
    {
        _count = (Fade * _count) + 1;
        _error = (Fade * _error) + (float)Math.Abs(rate - mean);
        _rate = (Fade * _rate) + (float)rate;
        _below = (Fade * _below) + (rate <= upper ? 1 : 0);
    }

    internal float[] Save() => [_count, _error, _rate, _below];

    internal void Restore(ReadOnlySpan<float> saved) => (_count, _error, _rate, _below) = (saved[0], saved[1], saved[2], saved[3]);
}
