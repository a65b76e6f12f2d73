namespace Krewe.Nvml;

/// <summary>Which member of a value is valid.</summary>
public enum NvmlValueType
{
    /// <summary>A double.</summary>
    Double = 0,

    /// <summary>unsigned int.</summary>
    UInt32 = 1,

    /// <summary>unsigned long: 8 bytes on Linux, 4 on Windows.</summary>
    ULong = 2,

    /// <summary>unsigned long long.</summary>
    UInt64 = 3,

    /// <summary>signed long long.</summary>
    Int64 = 4,

    /// <summary>signed int.</summary>
    Int32 = 5,

    /// <summary>unsigned short.</summary>
    UInt16 = 6,
}
