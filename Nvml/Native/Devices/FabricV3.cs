using System.Runtime.InteropServices;

namespace Krewe.Nvml.Native;

/// <summary>nvmlGpuFabricInfo_v3_t.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct FabricV3
{
    internal const uint Tag = 0x03000028;

    internal uint Version;
    internal Bytes16 Cluster;
    internal uint Status;
    internal uint Clique;
    internal byte State;
    internal uint HealthMask;
    internal byte HealthSummary;

    internal static FabricV3 Create() => new() { Version = Tag };
}
