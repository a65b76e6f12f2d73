using System.Collections.Immutable;

namespace Krewe.Scheduling.Placement.Packing;

/// <summary>What one replica asks of a host, without who it is: equal shapes are interchangeable for packing.</summary>
public sealed record DemandShape
{
    /// <summary>Thousandths of a CPU core, not negative.</summary>
    public long CpuMillicores { get; init; }

    /// <summary>Bytes of memory, not negative.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>The accelerators; null for none.</summary>
    public DeviceRequirement? Devices { get; init; }

    /// <summary>The shape of a request.</summary>
    /// <param name="request">The request.</param>
    /// <returns>Its amounts.</returns>
    public static DemandShape Of(PlacementRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new DemandShape { CpuMillicores = request.CpuMillicores, MemoryBytes = request.MemoryBytes, Devices = request.Devices };
    }

    /// <summary>A text that is equal exactly for equal shapes, and orders them the same in every process.</summary>
    public string Key => Devices is not { } need
        ? FormattableString.Invariant($"{CpuMillicores:D12} {MemoryBytes:D18}")
        : FormattableString.Invariant(
            $"{CpuMillicores:D12} {MemoryBytes:D18} {need.Count:D4} {need.ComputeThousandths:D4} {need.MemoryBytes:D18} {Classes(need)}");

    private static string Classes(DeviceRequirement need) => string.Join('|', need.Classes.Order(StringComparer.Ordinal).Distinct());
}
