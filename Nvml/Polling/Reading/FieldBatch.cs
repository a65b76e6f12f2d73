namespace Krewe.Nvml.Polling;

/// <summary>The figures that a fast round asks for in one call.</summary>
internal static class FieldBatch
{
    public const int MemoryTemperature = 0;
    public const int NvLinkSent = 1;
    public const int NvLinkReceived = 2;
    public const int PcieSent = 3;
    public const int PcieReceived = 4;
    public const int RecoveryAction = 5;

    public static readonly (uint Id, uint Scope)[] Ids =
    [
        (NvmlFieldIds.MemoryTemperature, 0),
        (NvmlFieldIds.NvLinkDataSent, NvmlFieldIds.AllLinks),
        (NvmlFieldIds.NvLinkDataReceived, NvmlFieldIds.AllLinks),
        (NvmlFieldIds.PcieBytesSent, 0),
        (NvmlFieldIds.PcieBytesReceived, 0),
        (NvmlFieldIds.RecoveryAction, 0),
    ];

    public static void Ask(Span<NvmlFieldValue> fields)
    {
        for (var i = 0; i < Ids.Length; i++)
        {
            fields[i] = new NvmlFieldValue(Ids[i].Id, Ids[i].Scope);
        }
    }
}
