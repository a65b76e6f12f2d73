using System.Runtime.InteropServices;

namespace Krewe.Nvml;

/// <summary>One value of the driver's ring of samples, as the library lays it out.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct NvmlSample
{
    private readonly ulong _timestamp;
    private readonly ulong _raw;

    /// <summary>When, in microseconds; opaque, the highest one is given back to ask for what is newer.</summary>
    public ulong Timestamp => _timestamp;

    /// <summary>The value.</summary>
    /// <param name="type">As the call told it.</param>
    public double Value(NvmlValueType type) => NvmlRawValue.ToDouble(type, _raw);
}
