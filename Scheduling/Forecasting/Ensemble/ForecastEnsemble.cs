using System.Collections.Immutable;
using System.Numerics.Tensors;
using Krewe.Scheduling.Forecasting.History;
using Krewe.Scheduling.Forecasting.Learning;
using Krewe.Scheduling.Forecasting.Members;
using Krewe.Scheduling.Forecasting.Quantiles;

namespace Krewe.Scheduling.Forecasting.Ensemble;

/// <summary>
/// The forecasters that work together, and how: each is weighed at each horizon by the errors it and the others have made. It holds
/// no state of a series, so one object serves all.
/// </summary>
public sealed class ForecastEnsemble
{
    // Fewer steps than this say nothing that the simple members do not say.
    private const int LeastSteps = 90;

    /// <summary>Creates an ensemble of the built-in forecasters and others.</summary>
    /// <param name="options">Lengths and horizons.</param>
    /// <param name="others">Forecasters of another make, with names of their own.</param>
    /// <exception cref="ArgumentException">The options are outside their ranges, or two members have one name.</exception>
    public ForecastEnsemble(ForecastOptions options, IEnumerable<IForecaster>? others = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        Options = options;
        Members =
        [
            new RidgeForecaster(), new RandomFeatureForecaster(options), new SeasonalShiftForecaster(weekly: false),
            new SeasonalShiftForecaster(weekly: true), new HoltWintersForecaster(), new SingularSpectrumForecaster(), new AnalogueForecaster(),
            new DampedLevelForecaster(), new LastValueForecaster(), new ContextMeanForecaster(), new SeasonalNaiveForecaster(), .. others ?? [],
        ];
        if (Members.Select(member => member.Name).Distinct(StringComparer.Ordinal).Count() != Members.Length)
        {
            throw new ArgumentException("Two forecasters have the same name; each error and weight is shown by name.", nameof(others));
        }
    }

    /// <summary>Lengths and horizons.</summary>
    public ForecastOptions Options { get; }

    /// <summary>The members.</summary>
    public ImmutableArray<IForecaster> Members { get; }

    /// <summary>Working space for forecasts.</summary>
    public ForecastScratch CreateScratch() => new(Options, Members.Length);

    /// <summary>A series of which nothing is known.</summary>
    public SeriesModel CreateModel()
    {
        // Before anything is known, those who need to know nothing share the word.
        var simple = Members.Select(member => member is LastValueForecaster or ContextMeanForecaster).ToArray();
        return new SeriesModel(Options, [.. simple.Select(isSimple => isSimple ? 1.0 / simple.Count(one => one) : 0)]);
    }

    /// <summary>
    /// Learns from histories. The members first learn from the older part and are tried on the rest: from that come their first
    /// weights and the first quantiles of the error. Then they learn from all.
    /// </summary>
    /// <param name="histories">One series, or near copies that learn together.</param>
    /// <param name="end">The first step that is not learned from.</param>
    /// <returns>A model for each history.</returns>
    public IReadOnlyList<SeriesModel> Learn(IReadOnlyList<StepHistory> histories, long end)
    {
        ArgumentNullException.ThrowIfNull(histories);
        var start = histories.Min(history => history.Start);
        var model = CreateModel();
        var known = end - start;
        var training = new TrainingSet(histories, Options, end);
        if (known >= LeastSteps)
        {
            new Backtest(this).Run(histories, model, Folds(start, end), end);
            model.Learned = LearnMembers(training);
        }

        return [.. training.Profiles.Select(profile => model.Copy(Options, profile))];
    }

    /// <summary>Forecasts all horizons into the scratch: members, mean, spread.</summary>
    /// <param name="model">What is known about the series.</param>
    /// <param name="history">Its past; nothing at or after <paramref name="now"/> is read.</param>
    /// <param name="now">The step that comes next.</param>
    /// <param name="values">The rates just before it, oldest first, NaN for gaps.</param>
    /// <param name="scratch">Takes the result.</param>
    public void Forecast(SeriesModel model, StepHistory history, long now, ReadOnlySpan<double> values, ForecastScratch scratch)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(scratch);
        RunMembers(model.Learned, model.Profile, history, now, values, scratch);
        Span<double> mixed = stackalloc double[Members.Length];
        var signs = SpreadSigns.Of(scratch.Context);
        for (var h = 0; h < scratch.Means.Length; h++)
        {
            Gather(scratch, h, mixed);
            var mean = scratch.Means[h] = TensorPrimitives.Dot(model.WeightsAt(h), mixed);
            scratch.Spreads[h] = model.Spreads[h].Of(signs.At(mean, scratch.Context.Last, Apart(mixed, model.WeightsAt(h), mean)));
        }
    }

    // Where the folds of the backtest begin, oldest first: each a fifth of what is known, and whole seasons where there are enough.
    private long[] Folds(long start, long end)
    {
        var known = end - start;
        var fold = known / 5;
        fold = known >= 4L * Options.Season ? Math.Max(1, (fold + (Options.Season / 2)) / Options.Season) * Options.Season : fold;
        return [end - (3 * fold), end - (2 * fold), end - fold];
    }

    /// <summary>How far members are apart: the standard deviation of what they say, by their weights.</summary>
    internal static double Apart(ReadOnlySpan<double> means, ReadOnlySpan<double> weights, double mean)
    {
        var sum = 0.0;
        for (var member = 0; member < means.Length; member++)
        {
            sum += weights[member] * (means[member] - mean) * (means[member] - mean);
        }

        return Math.Sqrt(Math.Max(0, sum));
    }

    internal float[][] LearnMembers(TrainingSet training) => [.. Members.Select(member => member.Learn(training))];

    internal void RunMembers(
        float[][] learned, SeasonalProfile profile, StepHistory history, long now, ReadOnlySpan<double> values, ForecastScratch scratch)
    {
        var context = scratch.Context;
        context.Prepare(history, profile, now, values);
        for (var member = 0; member < Members.Length; member++)
        {
            var means = scratch.Members[member];
            Members[member].Forecast(learned[member], context, means);
            for (var h = 0; h < means.Length; h++)
            {
                // A rate is not negative, and whoever has no number says what the season says.
                means[h] = double.IsFinite(means[h]) ? Math.Clamp(means[h], 0, PackedRate.Largest) : context.TargetWide[h];
            }
        }
    }

    internal static ReadOnlySpan<double> Gather(ForecastScratch scratch, int horizon, Span<double> into)
    {
        for (var member = 0; member < into.Length; member++)
        {
            into[member] = scratch.Members[member][horizon];
        }

        return into;
    }
}
