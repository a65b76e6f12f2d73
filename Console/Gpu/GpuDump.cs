using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Krewe.Commands.Application;
using Krewe.Commands.Output;
using Krewe.Nvml;

namespace Krewe.Commands.Gpu;

/// <summary>All that each device answers: every quantity of the binding that needs no argument, its code, its value, and how long it took.</summary>
internal static class GpuDump
{
    private static readonly MethodInfo[] Quantities =
    [
        .. typeof(NvmlDevice).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(method => method.Name.StartsWith("TryGet", StringComparison.Ordinal) && method.GetParameters() is [{ IsOut: true }])
            .OrderBy(method => method.Name, StringComparer.Ordinal),
    ];

    public static IReadOnlyList<GpuFact> Read(NvmlLibrary library)
    {
        var facts = new List<GpuFact>();
        for (var i = 0; i < library.DeviceCount; i++)
        {
            var code = library.TryGetDevice(i, out var gpu);
            if (code != NvmlReturn.Success)
            {
                facts.Add(new GpuFact(i.ToString(CultureInfo.InvariantCulture), "Device", code.ToString(), null, 0));
                continue;
            }

            var name = gpu.TryGetUuid(out var uuid) == NvmlReturn.Success ? uuid : i.ToString(CultureInfo.InvariantCulture);
            facts.AddRange(Quantities.Select(quantity => Ask(quantity, gpu, name)));
            if (gpu.TryGetMaxMigDevices(out var most) == NvmlReturn.Success && most > 0)
            {
                foreach (var part in gpu.GetMigDevices())
                {
                    facts.AddRange(Quantities.Select(quantity => Ask(quantity, part, part.TryGetUuid(out var mig) == NvmlReturn.Success ? mig : "MIG")));
                }
            }
        }

        return facts;
    }

    public static void Draw(IReadOnlyList<GpuFact> facts, Surroundings surroundings)
    {
        var table = new TableWriter(surroundings, "DEVICE", "QUANTITY", "CODE", "TIME", "VALUE");
        foreach (var fact in facts)
        {
            table.Row(
                fact.Device, fact.Quantity, fact.Code == nameof(NvmlReturn.Success) ? fact.Code : Cell.Warning(fact.Code),
                string.Create(CultureInfo.InvariantCulture, $"{fact.Microseconds:0.#} µs"), fact.Value ?? "");
        }

        table.Write();
    }

    private static GpuFact Ask(MethodInfo quantity, NvmlDevice device, string name)
    {
        var arguments = new object?[1];
        var began = Stopwatch.GetTimestamp();
        var code = (NvmlReturn)quantity.Invoke(device, arguments)!;
        var took = Stopwatch.GetElapsedTime(began);
        var value = code != NvmlReturn.Success ? null
            : arguments[0] is Array list ? string.Join(", ", list.Cast<object>())
            : arguments[0] is NvmlDevice ? null
            : Convert.ToString(arguments[0], CultureInfo.InvariantCulture);
        return new GpuFact(name, quantity.Name["TryGet".Length..], code.ToString(), value, took.TotalMicroseconds);
    }
}
