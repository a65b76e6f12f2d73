using Krewe.Backends;
using Krewe.Grains.Backends;
using Krewe.Replicas;
using Orleans;

namespace Krewe.Silo.Hosting;

/// <summary>Passes what model servers do to their replica grains. A lost message costs a second: the pool's round finds out by itself.</summary>
internal sealed partial class BackendObserver(IServiceProvider services, Readiness readiness, ILogger<BackendObserver> logger) : IBackendObserver
{
    public void BackendChanged(BackendStatus status)
    {
        if (readiness.State != "stopping")
        {
            _ = TellAsync(status);
        }
    }

    private async Task TellAsync(BackendStatus status)
    {
        try
        {
            // Asked for late: the grain factory belongs to the silo, which is built after the model servers' manager.
            await services.GetRequiredService<IGrainFactory>().GetGrain<IReplicaGrain>(status.Replica.ToString()).BackendChangedAsync(status);
        }
        catch (Exception exception)
        {
            Log.NotTold(logger, status.Replica.ToString(), exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 4200, Level = LogLevel.Warning, Message = "Replica {Replica} could not be told what its model server does; the next round finds out.")]
        public static partial void NotTold(ILogger logger, string replica, Exception exception);
    }
}
