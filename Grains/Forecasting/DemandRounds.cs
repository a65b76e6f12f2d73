using Krewe.Forecasting;
using Krewe.Grains.Rounds;
using Microsoft.Extensions.Logging;

namespace Krewe.Grains.Forecasting;

/// <summary>
/// Brings what was counted on this silo to the forecasts' grains. It is no grain: somebody of the silo calls it each
/// <see cref="Period"/>. What cannot be brought is lost, and a gap.
/// </summary>
public sealed partial class DemandRounds(DemandTally tally, IGrainFactory grains, TimeProvider time, ILogger<DemandRounds> logger)
{
    /// <summary>The time between two rounds.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    /// <summary>One round.</summary>
    public async Task RunAsync()
    {
        var calls = new RoundCalls();
        await calls.ForEachAsync(tally.Open, async pair =>
        {
            if (pair.Value.Take(time.GetUtcNow()) is { } counts)
            {
                pair.Value.Scores = (await grains.GetGrain<IForecastGrain>(pair.Key.ToString()).ObserveAsync(counts)).Scores;
            }
        });
        if (calls.First is { } first)
        {
            Log.Lost(logger, first, calls.Failed);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 3200, Level = LogLevel.Warning, Message = "The forecasts of {Count} models could not be told what arrived; their history has a gap there.")]
        public static partial void Lost(ILogger logger, Exception exception, int count);
    }
}
