using Krewe.Scheduling.Scaling.Service;

namespace Krewe.Planning.Randomness;

/// <summary>Draws times from a distribution by its inverse, from a table with straight lines between its points: a few nanoseconds each.</summary>
internal sealed class TimeSampler
{
    private const int Cells = 4096;
    private readonly double[] _quantiles = new double[Cells + 1];

    public TimeSampler(TimeDistribution times)
    {
        for (var i = 1; i < Cells; i++)
        {
            _quantiles[i] = times.Quantile((double)i / Cells);
        }

        // The outermost cells end where their mean is about that of the true tail.
        _quantiles[0] = times.Quantile(0.1 / Cells);
        _quantiles[Cells] = times.Quantile(1 - (0.1 / Cells));
    }

    public double Draw(ReplayRandom random)
    {
        var place = random.NextUnit() * Cells;
        var cell = (int)place;
        var low = _quantiles[cell];
        return low + ((place - cell) * (_quantiles[cell + 1] - low));
    }
}
