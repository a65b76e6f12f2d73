using Krewe.Scheduling.Forecasting.History;

namespace Krewe.Scheduling.Forecasting.Learning;

/// <summary>Sums over all series that learn together, by slot of the season and, to take one cycle out again, by step.</summary>
internal sealed class CycleMeans
{
    private readonly double[] _slotSums;
    private readonly int[] _slotCounts;
    private readonly double[] _stepSums;
    private readonly int[] _stepCounts;
    private readonly long _start;

    private CycleMeans(long start, int steps, int season)
    {
        _start = start;
        (_slotSums, _slotCounts) = (new double[season], new int[season]);
        (_stepSums, _stepCounts) = (new double[steps], new int[steps]);
    }

    /// <summary>The mean of all that is known.</summary>
    public double Level { get; private set; }

    public static CycleMeans Of(IReadOnlyList<StepHistory> histories, ForecastOptions options, long end)
    {
        var start = histories.Min(history => history.Start);
        var means = new CycleMeans(start, (int)Math.Max(0, end - start), options.Season);
        var (sum, count) = (0.0, 0L);
        foreach (var history in histories)
        {
            for (var step = history.Start; step < Math.Min(history.End, end); step++)
            {
                var value = history[step];
                if (double.IsNaN(value))
                {
                    continue;
                }

                var slot = SeasonalProfile.Slot(step, options.Season);
                means._slotSums[slot] += value;
                means._slotCounts[slot]++;
                means._stepSums[step - start] += value;
                means._stepCounts[step - start]++;
                sum += value;
                count++;
            }
        }

        means.Level = count == 0 ? 0 : sum / count;
        return means;
    }

    /// <summary>The mean of a slot over all cycles.</summary>
    public double Mean(int slot) => _slotCounts[slot] == 0 ? Level : _slotSums[slot] / _slotCounts[slot];

    /// <summary>The mean of a step's slot over all other cycles.</summary>
    public double MeanWithout(long step)
    {
        var slot = SeasonalProfile.Slot(step, _slotSums.Length);
        var count = _slotCounts[slot] - _stepCounts[step - _start];
        return count == 0 ? Level : (_slotSums[slot] - _stepSums[step - _start]) / count;
    }
}
