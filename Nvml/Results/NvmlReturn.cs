namespace Krewe.Nvml;

/// <summary>
/// What a call of the library gives: NVML's own codes and numbers. <see cref="NvmlReturnExtensions.Classify(NvmlReturn)"/> says what to
/// do about one. <see cref="LibraryNotFound"/>, <see cref="FunctionNotFound"/>, and <see cref="Uninitialized"/> for old handles, are given by
/// the binding itself, without a call.
/// </summary>
public enum NvmlReturn
{
    /// <summary>It worked.</summary>
    Success = 0,

    /// <summary>The library is not initialized, or it was shut down or loaded anew since the handle was taken.</summary>
    Uninitialized = 1,

    /// <summary>An argument is wrong, or a handle is none.</summary>
    InvalidArgument = 2,

    /// <summary>The device does not have this, or not in its present mode (MIG).</summary>
    NotSupported = 3,

    /// <summary>The user may not; most changes need root.</summary>
    NoPermission = 4,

    /// <summary>Not given by libraries in use.</summary>
    AlreadyInitialized = 5,

    /// <summary>There is no such device, process or entry; also an empty MIG slot and a sample ring without new samples.</summary>
    NotFound = 6,

    /// <summary>The given memory is too small; the needed size was written.</summary>
    InsufficientSize = 7,

    /// <summary>A power cable of the device is not attached properly.</summary>
    InsufficientPower = 8,

    /// <summary>The kernel driver is not loaded.</summary>
    DriverNotLoaded = 9,

    /// <summary>Nothing came in the given time; normal for waits on events.</summary>
    Timeout = 10,

    /// <summary>The kernel found an interrupt problem with the device.</summary>
    IrqIssue = 11,

    /// <summary>The library, or one that it needs, was not found.</summary>
    LibraryNotFound = 12,

    /// <summary>The library is older than the function.</summary>
    FunctionNotFound = 13,

    /// <summary>The device's configuration memory is damaged.</summary>
    CorruptedInforom = 14,

    /// <summary>The device fell off the bus or is otherwise out of reach.</summary>
    GpuIsLost = 15,

    /// <summary>The device must be reset before it works again.</summary>
    ResetRequired = 16,

    /// <summary>The operating system or a control group refused.</summary>
    OperatingSystem = 17,

    /// <summary>Library and kernel driver are of different versions: the driver was changed under the process.</summary>
    LibraryVersionMismatch = 18,

    /// <summary>The device is in use.</summary>
    InUse = 19,

    /// <summary>Out of memory.</summary>
    Memory = 20,

    /// <summary>There is no data.</summary>
    NoData = 21,

    /// <summary>ECC is not supported with vGPU.</summary>
    VgpuEccNotSupported = 22,

    /// <summary>A needed resource, such as room for a MIG instance, is not free.</summary>
    InsufficientResources = 23,

    /// <summary>The clock is not one that the device offers.</summary>
    FrequencyNotSupported = 24,

    /// <summary>The library does not know this version of a structure.</summary>
    ArgumentVersionMismatch = 25,

    /// <summary>The function was withdrawn.</summary>
    Deprecated = 26,

    /// <summary>The system is not ready for the request.</summary>
    NotReady = 27,

    /// <summary>No device was found.</summary>
    GpuNotFound = 28,

    /// <summary>Resource not in a state that allows it.</summary>
    InvalidState = 29,

    /// <summary>The device does not offer this kind of reset.</summary>
    ResetTypeNotSupported = 30,

    /// <summary>An internal driver error; the kernel log may tell more.</summary>
    Unknown = 999,
}
