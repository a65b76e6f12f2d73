using Krewe.Grains.Forecasting;

namespace Krewe.Silo.Forecasting;

/// <summary>Has the silo's counts brought to the forecasts each ten seconds, and what is left when the silo stops.</summary>
internal sealed class DemandPoller(DemandRounds rounds, TimeProvider time) : BackgroundService
{
    // Of the five seconds in which a silo stops, what this may take; see SiloShutdown.
    private static readonly TimeSpan LastRound = TimeSpan.FromSeconds(0.5);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Task.WhenAny(rounds.RunAsync(), Task.Delay(LastRound, time, CancellationToken.None));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(DemandRounds.Period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await rounds.RunAsync();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The silo stops.
        }
    }
}
