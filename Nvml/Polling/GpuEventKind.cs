namespace Krewe.Nvml;

/// <summary>What a poller tells of.</summary>
public enum GpuEventKind
{
    /// <summary>The device reported it.</summary>
    Reported,

    /// <summary>A device was found that was not there before.</summary>
    Appeared,

    /// <summary>It cannot be used any more.</summary>
    Lost,

    /// <summary>A call for it does not return.</summary>
    Hung,

    /// <summary>It is back.</summary>
    Returned,

    /// <summary>It is gone for good: a MIG device that was destroyed, or a GPU lost for long.</summary>
    Removed,
}
