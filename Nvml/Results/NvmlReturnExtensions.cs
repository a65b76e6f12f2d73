namespace Krewe.Nvml;

/// <summary>What return codes mean.</summary>
public static class NvmlReturnExtensions
{
    /// <summary>What to do about a code. A code that the binding does not know is one to try again.</summary>
    /// <param name="code">The code.</param>
    public static NvmlReturnClass Classify(this NvmlReturn code) => code switch
    {
        NvmlReturn.Success => NvmlReturnClass.Ok,
        NvmlReturn.NotSupported or NvmlReturn.FunctionNotFound or NvmlReturn.VgpuEccNotSupported or NvmlReturn.ArgumentVersionMismatch
            or NvmlReturn.Deprecated or NvmlReturn.ResetTypeNotSupported => NvmlReturnClass.Unsupported,
        NvmlReturn.NotFound or NvmlReturn.Timeout or NvmlReturn.NoData or NvmlReturn.NotReady or NvmlReturn.GpuNotFound
            or NvmlReturn.CorruptedInforom => NvmlReturnClass.NoData,
        NvmlReturn.InvalidArgument or NvmlReturn.NoPermission or NvmlReturn.AlreadyInitialized or NvmlReturn.OperatingSystem
            or NvmlReturn.FrequencyNotSupported or NvmlReturn.InvalidState => NvmlReturnClass.Caller,
        NvmlReturn.InsufficientPower or NvmlReturn.IrqIssue or NvmlReturn.GpuIsLost or NvmlReturn.ResetRequired => NvmlReturnClass.DeviceLost,
        NvmlReturn.Uninitialized or NvmlReturn.DriverNotLoaded or NvmlReturn.LibraryNotFound or NvmlReturn.LibraryVersionMismatch
            => NvmlReturnClass.LibraryDead,
        _ => NvmlReturnClass.Retry,
    };

    /// <summary>
    /// The same, with the function that gave it: <see cref="NvmlReturn.Unknown"/> from initialization, the count of devices or a handle means that
    /// the library lost its way to the driver, as when a container's access to the devices was taken away.
    /// </summary>
    /// <param name="code">The code.</param>
    /// <param name="function">Which function gave it.</param>
    public static NvmlReturnClass Classify(this NvmlReturn code, NvmlFunction function) =>
        code == NvmlReturn.Unknown && function is (NvmlFunction.Init or NvmlFunction.InitWithFlags or NvmlFunction.DeviceGetCount
            or NvmlFunction.DeviceGetHandleByIndex or NvmlFunction.DeviceGetHandleByUuid or NvmlFunction.DeviceGetHandleByPciBusId)
            ? NvmlReturnClass.LibraryDead
            : code.Classify();
}
