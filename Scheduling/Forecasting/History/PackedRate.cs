namespace Krewe.Scheduling.Forecasting.History;

/// <summary>
/// A rate in 16 bits: six bits of exponent and ten of mantissa, no sign. Relative error at most 0.05 % from 2^-20 to 2^43; what
/// is smaller counts as zero. Two weeks of minutes fit into 40 KB this way.
/// </summary>
internal static class PackedRate
{
    /// <summary>The code of a value that is not known.</summary>
    public const ushort Missing = ushort.MaxValue;

    /// <summary>The largest rate that is believed; above it a value is absurd.</summary>
    public const double Largest = 1e12;

    private const int DroppedBits = 13;
    private const int ExponentShift = 107 << 10;

    /// <summary>True for a value that can be a rate: finite, not negative, not absurd.</summary>
    public static bool IsRate(double value) => value is >= 0 and <= Largest;

    /// <summary>Packs a rate; what is none becomes <see cref="Missing"/>.</summary>
    public static ushort Pack(double value)
    {
        if (!IsRate(value))
        {
            return Missing;
        }

        var rounded = (int)((BitConverter.SingleToUInt32Bits((float)value) + (1u << (DroppedBits - 1))) >> DroppedBits);
        return (ushort)Math.Clamp(rounded - ExponentShift, 0, Missing - 1);
    }

    /// <summary>The rate; NaN where it is not known.</summary>
    public static double Unpack(ushort code) => code switch
    {
        0 => 0,
        Missing => double.NaN,
        _ => BitConverter.UInt32BitsToSingle((uint)(code + ExponentShift) << DroppedBits),
    };
}
