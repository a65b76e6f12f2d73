namespace Krewe.Nvml;

/// <summary>A value of eight bytes whose type is told beside it: of the narrow types only the lower bytes were written.</summary>
internal static class NvmlRawValue
{
    internal static ulong ToUInt64(NvmlValueType type, ulong raw) => type switch
    {
        NvmlValueType.Double => (ulong)Math.Max(0, BitConverter.UInt64BitsToDouble(raw)),
        NvmlValueType.UInt32 => (uint)raw,
        NvmlValueType.ULong when OperatingSystem.IsWindows() => (uint)raw,
        NvmlValueType.Int32 => (ulong)Math.Max(0, (int)raw),
        NvmlValueType.Int64 => (ulong)Math.Max(0, (long)raw),
        NvmlValueType.UInt16 => (ushort)raw,
        _ => raw,
    };

    internal static long ToInt64(NvmlValueType type, ulong raw) => type switch
    {
        NvmlValueType.Double => (long)BitConverter.UInt64BitsToDouble(raw),
        NvmlValueType.Int32 => (int)raw,
        NvmlValueType.Int64 => (long)raw,
        // The driver tells signed offsets of temperatures in fields that it calls unsigned.
        NvmlValueType.UInt32 => (int)raw,
        _ => (long)ToUInt64(type, raw),
    };

    internal static double ToDouble(NvmlValueType type, ulong raw) => type switch
    {
        NvmlValueType.Double => BitConverter.UInt64BitsToDouble(raw),
        NvmlValueType.Int32 or NvmlValueType.Int64 => ToInt64(type, raw),
        _ => ToUInt64(type, raw),
    };
}
