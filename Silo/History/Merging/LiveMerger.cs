using System.Collections.Immutable;
using Krewe.Admin;
using Krewe.Admin.History;
using Krewe.History;
using Krewe.Naming;

namespace Krewe.Silo.History.Merging;

/// <summary>One second of the merged history, with what the models are beside it.</summary>
internal static class LiveMerger
{
    /// <param name="silo">Who tells.</param>
    /// <param name="history">Merged; holds the second.</param>
    /// <param name="pages">What it was merged from.</param>
    /// <param name="second">Which second.</param>
    /// <param name="cluster">What was last seen of the cluster; null when nothing yet.</param>
    public static LiveView At(string silo, HistoryView history, ImmutableArray<HistoryPage> pages, long second, ClusterView? cluster)
    {
        var at = (int)(second - history.First);
        var byKey = history.Models.ToDictionary(model => model.Model);
        var placements = cluster?.Models.ToLookup(placement => placement.Model);
        var keys = byKey.Keys.Concat(placements?.Select(group => group.Key) ?? []).Distinct().OrderBy(key => key.ToString(), StringComparer.Ordinal);
        return new LiveView
        {
            Second = second,
            At = DateTimeOffset.FromUnixTimeSeconds(second),
            Silo = silo,
            Models =
            [
                .. keys.Select(key =>
                {
                    var model = OfModel(key, byKey.GetValueOrDefault(key), at);
                    return placements?[key].OrderBy(one => one.Removing).FirstOrDefault() is { } placement
                        ? model with { Ready = placement.Ready, Wanted = placement.Removing ? 0 : placement.Wanted }
                        : model;
                }),
            ],
            Hosts = [.. pages.Select(page => OfHost(page, second)).OfType<LiveHost>()],
            Devices = [.. pages.SelectMany(page => page.Devices.Select(series => OfDevice(page.Host, series, second))).OfType<LiveDevice>()],
            Silos = [.. pages.Select(page => OfSilo(page, second)).OfType<LiveSilo>()],
            Problems = history.Problems,
        };
    }

    private static LiveModel OfModel(ModelKey key, ModelHistory? model, int at) => model is null ? new LiveModel { Model = key } : new LiveModel
    {
        Model = key,
        Waiting = model.WaitingCritical[at] is { } critical ? [critical, model.WaitingStandard[at] ?? 0, model.WaitingBatch[at] ?? 0] : [],
        Running = model.Running[at],
        Completed = model.Completed[at] ?? 0,
        Invalid = model.Invalid[at] ?? 0,
        Refused = model.Refused[at] ?? 0,
        Expired = model.Expired[at] ?? 0,
        Failed = model.Failed[at] ?? 0,
        Cancelled = model.Cancelled[at] ?? 0,
        P50 = Time(model.P50[at]),
        P95 = Time(model.P95[at]),
        P99 = Time(model.P99[at]),
    };

    private static TimeSpan? Time(double? seconds) => seconds is { } value ? TimeSpan.FromSeconds(value) : null;

    private static LiveHost? OfHost(HistoryPage page, long second) => page.HostSamples.LastOrDefault(sample => sample.Second == second) is { } host
        ? new LiveHost
        {
            Host = page.Host,
            State = host.State,
            CpuUtilization = host.CpuUtilization,
            CpuMillicores = host.CpuMillicores,
            LeasedCpuMillicores = host.LeasedCpuMillicores,
            MemoryBytes = host.MemoryBytes,
            LeasedMemoryBytes = host.LeasedMemoryBytes,
            Leases = host.Leases,
        }
        : null;

    private static LiveDevice? OfDevice(string host, DeviceSeries series, long second) => series.Samples.LastOrDefault(sample => sample.Second == second) is { } device
        ? new LiveDevice
        {
            Host = host,
            Device = series.Device,
            Class = series.Class,
            Name = series.Name,
            Health = device.Health,
            Utilization = device.Utilization,
            MemoryBytes = series.MemoryBytes,
            UsedMemoryBytes = device.UsedMemoryBytes,
            PowerWatts = device.PowerWatts,
            Temperature = device.Temperature,
            Reasons = series.Reasons,
            Leases = device.Leases,
        }
        : null;

    private static LiveSilo? OfSilo(HistoryPage page, long second) => page.SiloSamples.LastOrDefault(sample => sample.Second == second) is { } silo
        ? new LiveSilo
        {
            Silo = page.Silo,
            CpuCores = silo.CpuCores,
            MemoryBytes = silo.MemoryBytes,
            Activations = silo.Activations,
            Requests = silo.Requests,
        }
        : null;
}
