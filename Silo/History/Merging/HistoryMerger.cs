using System.Collections.Immutable;
using Krewe.Admin.History;
using Krewe.Errors;
using Krewe.History;

namespace Krewe.Silo.History.Merging;

/// <summary>Makes one history of what the silos kept. See docs/history.md.</summary>
internal static class HistoryMerger
{
    /// <summary>A silo that is further behind than this is not waited for: its last seconds are missing.</summary>
    private const int Lag = 3;

    /// <summary>The last second that is whole: every silo that is not far behind has closed it. 0 when there is none.</summary>
    public static long LastWhole(ImmutableArray<HistoryPage> pages)
    {
        var newest = pages.Select(page => page.Last).DefaultIfEmpty(0).Max();
        return pages.Select(page => page.Last).Where(last => last > newest - Lag).DefaultIfEmpty(0).Min();
    }

    /// <summary>Columns from one second to another.</summary>
    /// <param name="pages">What the silos kept; from <see cref="Recording.HistoryLimits.WindowSeconds"/> before <paramref name="first"/>, for quantiles.</param>
    /// <param name="first">The first second.</param>
    /// <param name="last">The last second.</param>
    /// <param name="problems">Who is missing.</param>
    public static HistoryView Merge(ImmutableArray<HistoryPage> pages, long first, long last, ImmutableArray<Problem> problems)
    {
        var length = (int)Math.Max(0, last - first + 1);
        var known = new bool[length];
        foreach (var sample in pages.SelectMany(page => page.SiloSamples).Where(sample => sample.Second >= first && sample.Second <= last))
        {
            known[sample.Second - first] = true;
        }

        return new HistoryView
        {
            First = first,
            Last = last,
            Models =
            [
                .. pages.SelectMany(page => page.Models)
                    .GroupBy(series => series.Model)
                    .OrderBy(group => group.Key.ToString(), StringComparer.Ordinal)
                    .Select(group => ModelMerge.Merge(group.Key, group.SelectMany(series => series.Samples), known, first)),
            ],
            Hosts = [.. pages.Where(page => !page.HostSamples.IsEmpty).Select(page => OfHost(page, first, length))],
            Devices = [.. pages.SelectMany(page => page.Devices.Select(series => OfDevice(page.Host, series, first, length)))],
            Silos = [.. pages.Where(page => !page.SiloSamples.IsEmpty).Select(page => OfSilo(page, first, length))],
            Problems = problems,
        };
    }

    private static HostHistory OfHost(HistoryPage page, long first, int length)
    {
        var samples = Place(page.HostSamples, sample => sample.Second, first, length);
        return new HostHistory
        {
            Host = page.Host,
            CpuUtilization = [.. samples.Select(sample => Ratio(sample?.CpuUtilization))],
            LeasedCpuMillicores = [.. samples.Select(sample => sample?.LeasedCpuMillicores)],
            LeasedMemoryBytes = [.. samples.Select(sample => sample?.LeasedMemoryBytes)],
            Leases = [.. samples.Select(sample => sample?.Leases)],
        };
    }

    private static DeviceHistory OfDevice(string host, DeviceSeries series, long first, int length)
    {
        var samples = Place(series.Samples, sample => sample.Second, first, length);
        return new DeviceHistory
        {
            Host = host,
            Device = series.Device,
            Utilization = [.. samples.Select(sample => Ratio(sample?.Utilization))],
            UsedMemoryBytes = [.. samples.Select(sample => sample?.UsedMemoryBytes)],
            PowerWatts = [.. samples.Select(sample => sample?.PowerWatts)],
        };
    }

    private static SiloHistory OfSilo(HistoryPage page, long first, int length)
    {
        var samples = Place(page.SiloSamples, sample => sample.Second, first, length);
        return new SiloHistory
        {
            Silo = page.Silo,
            CpuCores = [.. samples.Select(sample => sample?.CpuCores)],
            MemoryBytes = [.. samples.Select(sample => sample?.MemoryBytes)],
            Activations = [.. samples.Select(sample => sample?.Activations)],
            Requests = [.. samples.Select(sample => sample?.Requests)],
        };
    }

    private static T?[] Place<T>(ImmutableArray<T> samples, Func<T, long> secondOf, long first, int length)
        where T : class
    {
        var placed = new T?[length];
        foreach (var sample in samples)
        {
            var at = secondOf(sample) - first;
            if (at >= 0 && at < length)
            {
                placed[at] = sample;
            }
        }

        return placed;
    }

    private static double? Ratio(double? value) => value is { } known ? Math.Round(known, 4) : null;
}
