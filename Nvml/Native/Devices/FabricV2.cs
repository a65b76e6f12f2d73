using System.Runtime.InteropServices;

namespace Krewe.Nvml.Native;

/// <summary>nvmlGpuFabricInfo_v2_t.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct FabricV2
{
    internal const uint Tag = 0x02000024;

    internal uint Version;
    internal Bytes16 Cluster;
    internal uint Status;
    internal uint Clique;
    internal byte State;
    internal uint HealthMask;

    internal static FabricV2 Create() => new() { Version = Tag };
}
