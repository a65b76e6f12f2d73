using Krewe.Grains.Models;
using Krewe.Hosts;
using Krewe.Models;
using Krewe.Silo.Configuration;
using Orleans;
using Orleans.Runtime;

namespace Krewe.Silo.History.Recording;

/// <summary>Asks the grains that are on this silo: its host's, and the models whose queue is here. One caller at a time.</summary>
internal sealed class SiloWatch(IGrainFactory grains, ActiveModels models, ILocalSiloDetails silo, SiloSettings settings, TimeProvider time) : ISiloWatch
{
    /// <summary>What does not answer within this time is missing in that second; the second itself is not late.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    private (TimeSpan Cpu, long At)? _before;

    public async Task<SiloObservation> LookAsync()
    {
        var host = AskAsync(grains.GetGrain<IHostGrain>(settings.Host).GetAsync());
        var counts = AskAsync(grains.GetGrain<IManagementGrain>(0).GetSimpleGrainStatistics([silo.SiloAddress]));
        var queues = Task.WhenAll(models.Keys.Select(model => AskAsync(grains.GetGrain<IModelGrain>(model.ToString()).GetAsync())));
        return new SiloObservation
        {
            Queues = [.. (await queues).OfType<ModelView>()],
            Host = await host,
            Activations = (await counts)?.Sum(row => row.ActivationCount) ?? 0,
            CpuCores = MeasureCpu(),
            MemoryBytes = Environment.WorkingSet,
        };
    }

    private double? MeasureCpu()
    {
        var now = (Cpu: Environment.CpuUsage.TotalTime, At: time.GetTimestamp());
        var before = _before;
        _before = now;
        return before is { } last && time.GetElapsedTime(last.At, now.At) is { Ticks: > 0 } elapsed
            ? Math.Round((now.Cpu - last.Cpu) / elapsed, 4)
            : null;
    }

    private async Task<T?> AskAsync<T>(Task<T> call)
        where T : class?
    {
        try
        {
            return await call.WaitAsync(Patience, time);
        }
        catch (Exception)
        {
            return null;
        }
    }
}
