using Krewe.Grains.Machines;

namespace Krewe.Silo.Machines;

/// <summary>Has the machines of this silo's file compared with what pools need, each ten seconds; does nothing where the file names none.</summary>
internal sealed class MachinePoller(MachineSettings settings, IServiceProvider services, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.IsEmpty)
        {
            return;
        }

        var rounds = services.GetRequiredService<MachineRounds>();
        using var timer = new PeriodicTimer(MachineRounds.Period, time);
        try
        {
            do
            {
                await rounds.RunAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The silo stops.
        }
    }
}
