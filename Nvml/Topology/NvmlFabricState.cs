namespace Krewe.Nvml;

/// <summary>How far the fabric is configured.</summary>
public enum NvmlFabricState
{
    /// <summary>There is none.</summary>
    NotSupported = 0,

    /// <summary>Not begun.</summary>
    NotStarted = 1,

    /// <summary>Under way.</summary>
    InProgress = 2,

    /// <summary>Done.</summary>
    Completed = 3,
}
