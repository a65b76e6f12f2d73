using Krewe.Grains.Scaling;

namespace Krewe.Silo.Scaling;

/// <summary>Has the loads of the silo's queues brought to whoever decides about replicas: each second, and at once when somebody waits and no slot is free.</summary>
internal sealed class ScalingPoller(ScalingRounds rounds, ScaledModels models, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(ScalingRounds.Period, time);
        try
        {
            // Each is awaited until it comes: only one of either may be under way.
            var tick = timer.WaitForNextTickAsync(stoppingToken).AsTask();
            var urge = models.Urgent.ReadAsync(stoppingToken).AsTask();
            while (true)
            {
                if (await Task.WhenAny(tick, urge) == tick)
                {
                    await tick;
                    tick = timer.WaitForNextTickAsync(stoppingToken).AsTask();
                }
                else
                {
                    await urge;
                    urge = models.Urgent.ReadAsync(stoppingToken).AsTask();
                }

                await rounds.RunAsync();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The silo stops.
        }
    }
}
