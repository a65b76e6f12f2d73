namespace Krewe.Bench.Forecasting;

/// <summary>Errors of one forecaster over windows of one or more series.</summary>
internal sealed class WindowScore
{
    private double _squares;
    private double _absolutes;
    private static readonly double[] Levels = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95];
    private double _scaled;
    private double _losses;
    private long _below;
    private long _count;

    /// <summary>Forecasts that could be judged.</summary>
    public long Count => _count;

    public double Rmse => Math.Sqrt(_squares / _count);

    public double Mae => _absolutes / _count;

    public double Mase => _scaled / _count;

    /// <summary>Mean quantile loss: how near the whole distribution comes, not its mean alone.</summary>
    public double Loss => _losses / _count;

    public double Coverage => 100.0 * _below / _count;

    /// <param name="rate">What came.</param>
    /// <param name="mean">What was forecast.</param>
    /// <param name="upper">The 95 % upper bound.</param>
    /// <param name="loss">See <see cref="QuantileLoss"/>.</param>
    /// <param name="naive">The mean absolute change from step to step while learning.</param>
    public void Add(double rate, double mean, double upper, double loss, double naive)
    {
        var error = rate - mean;
        _squares += error * error;
        _absolutes += Math.Abs(error);
        _scaled += Math.Abs(error) / naive;
        _below += rate <= upper ? 1 : 0;
        _losses += loss;
        _count++;
    }

    /// <summary>The mean loss of eleven quantiles from 5 to 95 % (Koenker, Bassett: Econometrica 1978): the smaller, the sharper at the right coverage.</summary>
    /// <param name="rate">What came.</param>
    /// <param name="quantile">The quantile forecast at a probability.</param>
    public static double QuantileLoss(double rate, Func<double, double> quantile) => Levels.Average(level =>
    {
        var above = rate - quantile(level);
        return above > 0 ? level * above : (level - 1) * above;
    });
}
