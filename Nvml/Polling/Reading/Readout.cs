namespace Krewe.Nvml.Polling;

/// <summary>How the reading of one device goes: what it lacks is remembered, and after a loss nothing more is asked.</summary>
internal ref struct Readout(PolledDevice device, PollRun run)
{
    /// <summary>A loss of the device or of the library; Success while there is none.</summary>
    public NvmlReturn Loss { get; private set; }

    /// <summary>The last passing error.</summary>
    public NvmlReturn Error { get; private set; }

    /// <summary>Whether anything was read.</summary>
    public bool HasAny { get; private set; }

    /// <summary>Whether it is to be asked for.</summary>
    public readonly bool Wants(Quantity quantity) => Loss == NvmlReturn.Success && !run.IsGivenUp && !device.Lacks(quantity);

    /// <summary>Whether it was given.</summary>
    public bool Has(Quantity quantity, NvmlReturn code)
    {
        switch (code.Classify())
        {
            case NvmlReturnClass.Ok:
                HasAny = true;
                return true;
            case NvmlReturnClass.Unsupported or NvmlReturnClass.Caller:
                device.Remember(quantity);
                // It did answer.
                HasAny = true;
                return false;
            case NvmlReturnClass.DeviceLost or NvmlReturnClass.LibraryDead:
                Loss = code;
                return false;
            case NvmlReturnClass.NoData:
                HasAny = true;
                return false;
            default:
                Error = code;
                return false;
        }
    }
}
