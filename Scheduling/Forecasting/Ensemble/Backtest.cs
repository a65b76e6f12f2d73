using System.Numerics.Tensors;
using Krewe.Scheduling.Forecasting.History;
using Krewe.Scheduling.Forecasting.Learning;
using Krewe.Scheduling.Forecasting.Quantiles;

namespace Krewe.Scheduling.Forecasting.Ensemble;

/// <summary>Tries the members on the last part of a history after they have learned from what came before it.</summary>
internal sealed class Backtest(ForecastEnsemble ensemble)
{
    // Moments tried in all; errors of neighbouring moments say almost the same.
    private const int Moments = 1500;

    // From this many steps ahead on a week of history matters: moments that have one are judged alone, as what comes will have one, where they are more
    // than two days of minutes. One day says too little.
    private const int FarHorizon = 30;
    private const int EnoughWithWeek = 3000;
    private const int Week = 7;

    /// <summary>Tries the members on each fold, and weighs them by all folds together.</summary>
    public void Run(IReadOnlyList<StepHistory> histories, SeriesModel into, long[] folds, long end)
    {
        var trials = new List<Trial>();
        for (var fold = 0; fold < folds.Length; fold++)
        {
            Try(histories, (folds[fold], fold + 1 < folds.Length ? folds[fold + 1] : end), end, trials);
        }

        Weigh(trials, into);
    }

    private void Try(IReadOnlyList<StepHistory> histories, (long Start, long End) fold, long end, List<Trial> trials)
    {
        var options = ensemble.Options;
        var training = new TrainingSet([.. histories.Select(history => history.Without(fold.Start, fold.End))], options, end);
        var learned = ensemble.LearnMembers(training);
        var scratch = ensemble.CreateScratch();
        var stride = (int)Math.Max(1, (fold.End - fold.Start) * histories.Count / Moments);
        for (var series = 0; series < histories.Count; series++)
        {
            var values = new double[options.Context];
            for (var now = fold.Start; now < fold.End; now += stride)
            {
                for (var i = 0; i < values.Length; i++)
                {
                    values[i] = histories[series][now - values.Length + i];
                }

                if (!double.IsNaN(values[^1]))
                {
                    ensemble.RunMembers(learned, training.Profiles[series], histories[series], now, values, scratch);
                    Collect(histories[series], now, fold.End, scratch, trials);
                }
            }
        }
    }

    private void Collect(StepHistory history, long now, long end, ForecastScratch scratch, List<Trial> trials)
    {
        for (var h = 0; h < ensemble.Options.Horizons.Length; h++)
        {
            var target = now - 1 + ensemble.Options.Horizons[h];
            if (target < end && history[target] is var rate && !double.IsNaN(rate))
            {
                var means = new double[ensemble.Members.Length];
                ForecastEnsemble.Gather(scratch, h, means);
                var knowsWeek = target - ((long)Week * ensemble.Options.Season) >= history.Start;
                trials.Add(new Trial(h, rate, means, SpreadSigns.Of(scratch.Context), scratch.Context.Last, knowsWeek));
            }
        }
    }

    private void Weigh(List<Trial> all, SeriesModel into)
    {
        var trials = all.GroupBy(trial => trial.Horizon).SelectMany(Telling).ToList();
        var errors = new double[ensemble.Members.Length];
        foreach (var trial in trials)
        {
            TensorPrimitives.Subtract(trial.Means, trial.Rate, errors);
            into.Weights[trial.Horizon].Moments.Add(errors, 1);
        }

        for (var h = 0; h < into.Weights.Length; h++)
        {
            if (h > 0 && into.Weights[h].Moments.Count < ErrorMoments.Least)
            {
                // A horizon as long as what is left out has nothing to be judged by: until it has, it goes by the one before it.
                into.Weights[h - 1].CopyTo(into.Weights[h]);
                into.Spreads[h] = into.Spreads[h - 1];
                into.Quantiles[h - 1].CopyTo(into.Quantiles[h]);
                continue;
            }

            into.Weights[h].Begin();
            var known = trials.Where(trial => trial.Horizon == h).Select(trial => trial.Judge(into.WeightsAt(h))).ToList();
            var spread = into.Spreads[h] = SpreadModel.Learn(known);
            into.Quantiles[h].Begin([.. known.Select(one => one.Error / spread.Of(one.Signs))]);
        }
    }

    private IEnumerable<Trial> Telling(IGrouping<int, Trial> horizon) =>
        ensemble.Options.Horizons[horizon.Key] >= FarHorizon && horizon.Count(trial => trial.KnowsWeek) >= EnoughWithWeek
            ? horizon.Where(trial => trial.KnowsWeek)
            : horizon;

    private readonly record struct Trial(int Horizon, double Rate, double[] Means, SpreadSigns Signs, double Last, bool KnowsWeek)
    {
        public (SpreadSigns Signs, double Error) Judge(ReadOnlySpan<double> weights)
        {
            var mean = TensorPrimitives.Dot(weights, Means);
            return (Signs.At(mean, Last, ForecastEnsemble.Apart(Means, weights, mean)), Rate - mean);
        }
    }
}
