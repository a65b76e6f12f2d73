namespace Krewe.Bench.Forecasting;

/// <summary>Errors of one forecaster over windows of one or more series.</summary>
internal sealed class WindowScore
{
    private double _squares;
    private double _absolutes;
    private double _scaled;
    private long _below;
    private long _count;

    /// <summary>Forecasts that could be judged.</summary>
    public long Count => _count;

    public double Rmse => Math.Sqrt(_squares / _count);

    public double Mae => _absolutes / _count;

    public double Mase => _scaled / _count;

    public double Coverage => 100.0 * _below / _count;

    /// <param name="rate">What came.</param>
    /// <param name="mean">What was forecast.</param>
    /// <param name="upper">The 95 % upper bound.</param>
    /// <param name="naive">The mean absolute change from step to step while learning.</param>
    public void Add(double rate, double mean, double upper, double naive)
    {
        var error = rate - mean;
        _squares += error * error;
        _absolutes += Math.Abs(error);
        _scaled += Math.Abs(error) / naive;
        _below += rate <= upper ? 1 : 0;
        _count++;
    }
}
