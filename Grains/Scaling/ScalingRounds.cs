using System.Collections.Concurrent;
using Krewe.Grains.Rounds;
using Krewe.Models;
using Krewe.Scaling;
using Microsoft.Extensions.Logging;

namespace Krewe.Grains.Scaling;

/// <summary>
/// Brings what the queues of this silo are to whoever decides about replicas, one call for each pool. It is no grain: somebody of the silo calls it each
/// <see cref="Period"/>, and at once when <see cref="ScaledModels.Urgent"/> says so. A round that fails is made up for by the next.
/// </summary>
public sealed partial class ScalingRounds(ScaledModels models, IGrainFactory grains, TimeProvider time, ILogger<ScalingRounds> logger)
{
    /// <summary>The time between two rounds.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    // A queue that has just gone elsewhere is not waited for.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>One round.</summary>
    public async Task RunAsync()
    {
        var calls = new RoundCalls();
        var loads = new ConcurrentBag<ModelLoad>();
        await calls.ForEachAsync(models.Open, async model =>
        {
            if (await grains.GetGrain<IModelGrain>(model.ToString()).GetLoadAsync().WaitAsync(Patience, time) is { } load)
            {
                loads.Add(load);
            }
        });
        await calls.ForEachAsync(
            loads.GroupBy(load => load.Pool).OrderBy(pool => pool.Key.ToString(), StringComparer.Ordinal),
            pool => grains.GetGrain<IScalingGrain>(pool.Key.ToString())
                .ReportAsync([.. pool.OrderBy(load => load.Model.ToString(), StringComparer.Ordinal)]).WaitAsync(Patience, time));
        if (calls.First is { } first)
        {
            Log.Lost(logger, first, calls.Failed);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 3300, Level = LogLevel.Warning, Message = "{Count} queues or pools could not be told or asked what is needed; the next second does.")]
        public static partial void Lost(ILogger logger, Exception exception, int count);
    }
}
