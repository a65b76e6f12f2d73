namespace Krewe.Nvml;

/// <summary>Whether the device is seen through a virtual machine.</summary>
public enum NvmlVirtualization
{
    /// <summary>Bare metal.</summary>
    None = 0,

    /// <summary>Passed through.</summary>
    PassThrough = 1,

    /// <summary>A share, in the guest.</summary>
    Vgpu = 2,

    /// <summary>The host of shares.</summary>
    HostVgpu = 3,

    /// <summary>The host of shared graphics.</summary>
    HostVsga = 4,
}
