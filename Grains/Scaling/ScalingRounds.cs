using System.Collections.Immutable;
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

    // Calls that are under way at a time.
    private const int Together = 256;

    // A queue that has just gone elsewhere is not waited for.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>One round.</summary>
    public async Task RunAsync()
    {
        var loads = ImmutableArray.CreateBuilder<ModelLoad>();
        Exception? first = null;
        var failed = 0;
        foreach (var part in models.Open.Chunk(Together))
        {
            foreach (var load in await Task.WhenAll(part.Select(async model =>
            {
                try
                {
                    return await grains.GetGrain<IModelGrain>(model.ToString()).GetLoadAsync().WaitAsync(Patience, time);
                }
                catch (Exception exception)
                {
                    failed++;
                    first ??= exception;
                    return null;
                }
            })))
            {
                if (load is not null)
                {
                    loads.Add(load);
                }
            }
        }

        foreach (var pool in loads.GroupBy(load => load.Pool).OrderBy(pool => pool.Key.ToString(), StringComparer.Ordinal))
        {
            try
            {
                await grains.GetGrain<IScalingGrain>(pool.Key.ToString()).ReportAsync([.. pool]).WaitAsync(Patience, time);
            }
            catch (Exception exception)
            {
                failed++;
                first ??= exception;
            }
        }

        if (failed > 0)
        {
            Log.Lost(logger, first!, failed);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 3300, Level = LogLevel.Warning, Message = "{Count} queues or pools could not be told or asked what is needed; the next second does.")]
        public static partial void Lost(ILogger logger, Exception exception, int count);
    }
}
