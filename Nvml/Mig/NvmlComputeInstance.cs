using Krewe.Nvml.Native;

namespace Krewe.Nvml;

/// <summary>A part of a GPU instance that runs work: with it there is a MIG device. A borrowed handle of one generation of the library.</summary>
public readonly record struct NvmlComputeInstance
{
    private readonly NvmlDevice _self;

    internal NvmlComputeInstance(NvmlLibrary library, nint handle, uint generation) => _self = new NvmlDevice(library, handle, generation);

    /// <summary>Whether this is an instance at all.</summary>
    public bool IsNone => _self.IsNone;

    /// <summary>Its id, kind and place. Since R460. NoPermission.</summary>
    /// <param name="info">What it is.</param>
    public unsafe NvmlReturn TryGetInfo(out NvmlComputeInstanceInfo info)
    {
        ComputeInstanceData raw = default;
        var code = _self.Call(NvmlFunction.ComputeInstanceGetInfo, (nint)(&raw));
        info = code == NvmlReturn.Success ? new(raw.Id, raw.ProfileId, new NvmlPlacement(raw.Start, raw.Size)) : default;
        return code;
    }

    /// <summary>Its id, kind and place.</summary>
    /// <exception cref="NvmlException">As <see cref="TryGetInfo"/>.</exception>
    public NvmlComputeInstanceInfo GetInfo() => NvmlLibrary.Checked(TryGetInfo(out var value), value, NvmlFunction.ComputeInstanceGetInfo);

    /// <summary>Ends it; its handle must not be used again. Root. Since R450. NoPermission, InUse.</summary>
    public NvmlReturn TryDestroy() => _self.Call(NvmlFunction.ComputeInstanceDestroy);
}
