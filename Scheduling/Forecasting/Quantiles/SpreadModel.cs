using Krewe.Scheduling.Forecasting.Learning;

namespace Krewe.Scheduling.Forecasting.Quantiles;

/// <summary>
/// How far off a forecast of one horizon is expected to be, in the rates' unit, one standard deviation of errors of a normal distribution: log-linear in what is known when it is made
/// (<see cref="SpreadSigns"/>), learned from the errors of the backtest (multiplicative heteroscedasticity: Harvey, Econometrica 1976). Before anything is learned it is <see cref="ErrorSpread"/>. Immutable.
/// </summary>
internal sealed class SpreadModel
{
    /// <summary>What is expected before anything is learned.</summary>
    public static readonly SpreadModel Unlearned = new(new float[1 + SpreadSigns.Count]);

    // As many errors stand for "as the signs say by themselves".
    private const double Prior = 50;
    private const int LeastErrors = 200;

    // The mean logarithm of the size of a standard normal variable.
    private const double NormalLog = -0.635;

    // An error of nothing has no logarithm: errors below this part of the noise are alike.
    private const double Least = 0.1;

    // So many times more or less than the signs say by themselves may be learned.
    private static readonly double Reach = Math.Log(6);
    private readonly float[] _weights;

    private SpreadModel(float[] weights) => _weights = weights;

    /// <summary>Learns from errors.</summary>
    /// <param name="errors">What was known, and how far off the forecast was.</param>
    public static SpreadModel Learn(IReadOnlyList<(SpreadSigns Signs, double Error)> errors)
    {
        if (errors.Count < LeastErrors)
        {
            return Unlearned;
        }

        var means = new double[1 + SpreadSigns.Count];
        var row = new double[SpreadSigns.Count];
        foreach (var (signs, error) in errors)
        {
            signs.CopyTo(row);
            means[0] += Beyond(signs, error) / errors.Count;
            for (var i = 0; i < row.Length; i++)
            {
                means[1 + i] += row[i] / errors.Count;
            }
        }

        var equations = new NormalEquations(row.Length, 1);
        foreach (var (signs, error) in errors)
        {
            signs.CopyTo(row);
            for (var i = 0; i < row.Length; i++)
            {
                row[i] -= means[1 + i];
            }

            equations.AddRow(row, 1);
            equations.AddOutput(0, row, 1, Beyond(signs, error) - means[0]);
        }

        var slopes = equations.Solve(Prior / errors.Count)[0];
        var level = means[0] - NormalLog - slopes.Select((slope, i) => slope * means[1 + i]).Sum();
        return new SpreadModel([(float)level, .. slopes.Select(slope => (float)slope)]);
    }

    /// <summary>The spread expected.</summary>
    public double Of(in SpreadSigns signs)
    {
        Span<double> row = stackalloc double[SpreadSigns.Count];
        signs.CopyTo(row);
        var log = (double)_weights[0];
        for (var i = 0; i < row.Length; i++)
        {
            log += _weights[1 + i] * row[i];
        }

        return Math.Max(signs.Noise, signs.Base * Math.Exp(Math.Clamp(log, -Reach, Reach)));
    }

    public float[] Save() => _weights;

    public static SpreadModel Restore(float[] saved) => saved.Length == Unlearned._weights.Length && Array.TrueForAll(saved, float.IsFinite)
        ? new SpreadModel(saved)
        : throw new ArgumentException("The state of a spread has another number of weights.");

    private static double Beyond(in SpreadSigns signs, double error) => Math.Log((Math.Abs(error) + (Least * signs.Noise)) / signs.Base);
}
