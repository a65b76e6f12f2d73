namespace Krewe.Nvml;

/// <summary>What a caller should do about a return code.</summary>
public enum NvmlReturnClass
{
    /// <summary>The value is there.</summary>
    Ok,

    /// <summary>Device or library do not have it: the value is missing, and stays so. Remember it and do not ask again.</summary>
    Unsupported,

    /// <summary>There is nothing now: none, not an error.</summary>
    NoData,

    /// <summary>It may work when tried again: with more memory, or later.</summary>
    Retry,

    /// <summary>The caller is at fault: a wrong argument, or no permission.</summary>
    Caller,

    /// <summary>This device cannot be used; others can.</summary>
    DeviceLost,

    /// <summary>No handle is any good: the library must be initialized anew.</summary>
    LibraryDead,
}
