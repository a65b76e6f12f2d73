using System.Collections.Immutable;
using System.Globalization;
using Krewe.Devices;
using Krewe.Silo.Configuration;
using Krewe.Specs.Devices;

namespace Krewe.Silo.Devices;

/// <summary>The machine's processor and memory as a device. Utilization and free memory come from /proc and are unknown elsewhere.</summary>
internal sealed class CpuDeviceProvider(MachineFacts machine, string procDirectory = "/proc") : IDeviceProvider
{
    /// <summary>The device's identity on every host.</summary>
    public const string Uuid = "cpu";

    private readonly string _model = ReadModel(procDirectory);
    private (long Busy, long Total)? _last;

    /// <summary>Never raised: a CPU neither comes nor goes.</summary>
    public event Action? Changed
    {
        add { }
        remove { }
    }

    public ImmutableArray<DeviceObservation> Measure() =>
    [
        new DeviceObservation
        {
            Uuid = Uuid,
            Class = DeviceClasses.Cpu,
            Model = _model,
            Cores = machine.Cores,
            MemoryBytes = machine.MemoryBytes,
            UsedMemoryBytes = ReadAvailable() is { } available ? Math.Max(0, machine.MemoryBytes - available) : null,
            Utilization = ReadUtilization(),
        },
    ];

    private static string ReadModel(string procDirectory)
    {
        const string Unknown = "CPU";
        return ReadLines(Path.Combine(procDirectory, "cpuinfo"))
            .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? Unknown;
    }

    /// <summary>MemAvailable of /proc/meminfo, in bytes (proc_meminfo(5)).</summary>
    private long? ReadAvailable()
    {
        var line = ReadLines(Path.Combine(procDirectory, "meminfo")).FirstOrDefault(line => line.StartsWith("MemAvailable:", StringComparison.Ordinal));
        return line is not null && long.TryParse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture, out var kibibytes)
            ? kibibytes << 10
            : null;
    }

    /// <summary>The share of all processors' time since the last call that was neither idle nor waiting for I/O (proc_stat(5)).</summary>
    private double? ReadUtilization()
    {
        var fields = ReadLines(Path.Combine(procDirectory, "stat")).FirstOrDefault()?.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields is not ["cpu", _, _, _, _, _, ..])
        {
            return null;
        }

        // Guest time is contained in user time already: the first eight fields are all.
        var ticks = fields.Skip(1).Take(8).Select(field => long.Parse(field, CultureInfo.InvariantCulture)).ToArray();
        var total = ticks.Sum();
        var now = (Busy: total - ticks[3] - ticks[4], Total: total);
        var before = _last;
        _last = now;
        return before is { } last && now.Total > last.Total ? Math.Clamp((now.Busy - last.Busy) / (double)(now.Total - last.Total), 0, 1) : null;
    }

    private static string[] ReadLines(string file)
    {
        try
        {
            return File.ReadAllLines(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
