using System.Collections.Immutable;
using Krewe.Admin.History;
using Krewe.Commands.Output;
using Krewe.Devices;

namespace Krewe.Commands.Top;

/// <summary>The devices of the live view: how busy, how full.</summary>
internal static class DeviceRows
{
    private const int WithMemory = 60;
    private const int WithAll = 100;
    private const int ShareWidth = 6;
    private const int MemoryWidth = 21;
    private const int PowerWidth = 7;
    private const int TemperatureWidth = 7;
    private const int LeasesWidth = 8;
    private const int HealthWidth = 10;
    private const int ClassWidth = 14;
    private const int MostBar = 30;

    /// <summary>The heading and a row for each.</summary>
    public static ImmutableArray<Line> Render(LiveView now, int width, Pictures pictures)
    {
        var (all, memory) = (width >= WithAll, width >= WithMemory);
        var name = Math.Clamp(now.Devices.Select(device => Name(device).Length).DefaultIfEmpty(6).Max(), 6, Math.Max(6, width / 3)) + 2;
        var taken = name + ShareWidth + (memory ? MemoryWidth + HealthWidth : 0) + (all ? ClassWidth + PowerWidth + TemperatureWidth + LeasesWidth : 0);
        var bar = Math.Clamp((width - taken) / (memory ? 2 : 1), 0, MostBar);
        var rows = ImmutableArray.CreateBuilder<Line>();
        rows.Add(Heading(name, bar, memory, all));
        foreach (var device in now.Devices)
        {
            rows.Add(Row(device, name, bar, memory, all, pictures));
            rows.AddRange(device.Reasons.Select(reason => Line.Of("  ", new Span(reason, Tone.Quiet)).Cut(width)));
        }

        return rows.ToImmutable();
    }

    private static Line Heading(int name, int bar, bool memory, bool all) => Line.Of(
        Head("DEVICE", name),
        all ? Head("CLASS", ClassWidth) : "",
        Head("IN USE", bar + ShareWidth),
        memory ? Head("  MEMORY", bar + MemoryWidth) : "",
        all ? Head("POWER", PowerWidth - 2, right: true) : "",
        all ? Head("TEMP", TemperatureWidth, right: true) : "",
        all ? Head("LEASES", LeasesWidth, right: true) : "",
        memory ? Head("  HEALTH", HealthWidth + 2) : "");

    private static Line Row(LiveDevice device, int name, int bar, bool memory, bool all, Pictures pictures)
    {
        double? full = device.UsedMemoryBytes is { } used && device.MemoryBytes > 0 ? (double)used / device.MemoryBytes : null;
        var amount = (device.UsedMemoryBytes is { } known ? Words.Bytes(known) + "/" : "") + Words.Bytes(device.MemoryBytes);
        return Line.Of(
            new Span(Name(device)).Fit(name),
            all ? new Span(device.Class).Fit(ClassWidth) : "",
            new Span(pictures.Bar(device.Utilization, bar), Load(device.Utilization)),
            new Span(Words.Share(device.Utilization)).Fit(ShareWidth, right: true),
            memory ? "  " : "",
            memory ? new Span(pictures.Bar(full, bar), Load(full)) : "",
            memory ? new Span(" " + amount).Fit(MemoryWidth - 2) : "",
            all ? new Span(device.PowerWatts is { } watts ? Words.Number((long)Math.Round(watts)) + " W" : "").Fit(PowerWidth - 2, right: true) : "",
            all ? new Span(Words.Temperature(device.Temperature)).Fit(TemperatureWidth, right: true) : "",
            all ? new Span(Words.Number(device.Leases)).Fit(LeasesWidth, right: true) : "",
            memory ? new Span("  " + Words.Of(device.Health), device.Health == DeviceHealth.Healthy ? Tone.Good : device.Health == DeviceHealth.Lost ? Tone.Bad : Tone.Warning).Fit(HealthWidth + 2) : "");
    }

    private static string Name(LiveDevice device) => $"{device.Host}/{device.Device}";

    private static Span Head(string text, int width, bool right = false) => new Span(text, Tone.Quiet).Fit(width, right);

    private static Tone Load(double? share) => share switch
    {
        > 0.95 => Tone.Bad,
        > 0.8 => Tone.Warning,
        _ => Tone.Picture,
    };
}
