using System.Collections.Frozen;

namespace Krewe.Specs.Devices;

/// <summary>Devices that can be simulated by their class alone, from their makers' data sheets; idle draw is what such cards commonly show.</summary>
public static class DeviceModels
{
    private const long GiB = 1L << 30;

    private static readonly FrozenDictionary<string, DeviceModel> Known = new Dictionary<string, DeviceModel>(StringComparer.Ordinal)
    {
        ["t4"] = new("Tesla T4", 15 * GiB, 40, 10, 70, 1_590, 5_001),
        ["v100-16g"] = new("Tesla V100-SXM2-16GB", 16 * GiB, 80, 40, 300, 1_530, 877),
        ["v100-32g"] = new("Tesla V100-SXM2-32GB", 32 * GiB, 80, 40, 300, 1_530, 877),
        ["a10"] = new("NVIDIA A10", 22 * GiB, 72, 20, 150, 1_695, 6_251),
        ["a30"] = new("NVIDIA A30", 24 * GiB, 56, 30, 165, 1_440, 1_215),
        ["a100-40g"] = new("NVIDIA A100-SXM4-40GB", 40 * GiB, 108, 50, 400, 1_410, 1_215),
        ["a100-80g"] = new("NVIDIA A100-SXM4-80GB", 80 * GiB, 108, 60, 400, 1_410, 1_593),
        ["l4"] = new("NVIDIA L4", 22 * GiB, 58, 12, 72, 2_040, 6_251),
        ["l40s"] = new("NVIDIA L40S", 45 * GiB, 142, 35, 350, 2_520, 9_001),
        ["h100"] = new("NVIDIA H100 80GB HBM3", 81_559L << 20, 132, 70, 700, 1_980, 2_619),
        ["h200"] = new("NVIDIA H200", 143_771L << 20, 132, 77, 700, 1_980, 3_201),
        ["b200"] = new("NVIDIA B200", 180 * GiB, 148, 140, 1_000, 1_965, 3_996),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The classes, in order.</summary>
    public static IEnumerable<string> Classes => Known.Keys.Order(StringComparer.Ordinal);

    /// <summary>The device of a class; null when there is none.</summary>
    /// <param name="deviceClass">The class.</param>
    public static DeviceModel? Find(string deviceClass) => Known.GetValueOrDefault(deviceClass);
}
