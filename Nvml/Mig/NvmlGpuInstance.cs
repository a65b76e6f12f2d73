using Krewe.Nvml.Native;

namespace Krewe.Nvml;

/// <summary>A part of a GPU with memory of its own. A borrowed handle of one generation of the library.</summary>
public readonly record struct NvmlGpuInstance
{
    internal const int MaxInstances = 16;
    private const int MaxProfiles = 32;

    private readonly NvmlDevice _self;

    /// <summary>It is called as a device is: a handle first.</summary>
    internal NvmlGpuInstance(NvmlLibrary library, nint handle, uint generation) => _self = new NvmlDevice(library, handle, generation);

    /// <summary>Whether this is an instance at all.</summary>
    public bool IsNone => _self.IsNone;

    /// <summary>Its id, kind and place. Since R450. NoPermission.</summary>
    /// <param name="info">What it is.</param>
    public unsafe NvmlReturn TryGetInfo(out NvmlGpuInstanceInfo info)
    {
        GpuInstanceData raw = default;
        var code = _self.Call(NvmlFunction.GpuInstanceGetInfo, (nint)(&raw));
        info = code == NvmlReturn.Success ? new(raw.Id, raw.ProfileId, new NvmlPlacement(raw.Start, raw.Size)) : default;
        return code;
    }

    /// <summary>Its id, kind and place.</summary>
    /// <exception cref="NvmlException">As <see cref="TryGetInfo"/>.</exception>
    public NvmlGpuInstanceInfo GetInfo() => NvmlLibrary.Checked(TryGetInfo(out var value), value, NvmlFunction.GpuInstanceGetInfo);

    /// <summary>
    /// A kind of compute instance by the library's number, from 0. Since R450; with its name since R510. NotSupported for one that is not offered;
    /// InvalidArgument after the last.
    /// </summary>
    /// <param name="number">The library's number.</param>
    /// <param name="profile">The kind.</param>
    public unsafe NvmlReturn TryGetComputeInstanceProfile(int number, out NvmlComputeInstanceProfile profile)
    {
        var named = ComputeInstanceProfileV2.Create();
        var code = _self.Call(NvmlFunction.GpuInstanceGetComputeInstanceProfileInfoV, number, 0, (nint)(&named));
        if (code is NvmlReturn.FunctionNotFound or NvmlReturn.ArgumentVersionMismatch)
        {
            ComputeInstanceProfileV1 old = default;
            code = _self.Call(NvmlFunction.GpuInstanceGetComputeInstanceProfileInfo, number, 0, (nint)(&old));
            profile = code == NvmlReturn.Success ? new(old.Id, "", old.Slices, old.Instances, old.Multiprocessors) : default;
            return code;
        }

        profile = code == NvmlReturn.Success ? new(named.Id, NativeText.Read(named.Name), named.Slices, named.Instances, named.Multiprocessors) : default;
        return code;
    }

    /// <summary>All kinds of compute instances that it offers.</summary>
    /// <exception cref="NvmlException">As <see cref="TryGetComputeInstanceProfile"/>, but for the ends of the list.</exception>
    public NvmlComputeInstanceProfile[] GetComputeInstanceProfiles()
    {
        var profiles = new List<NvmlComputeInstanceProfile>();
        for (var i = 0; i < MaxProfiles; i++)
        {
            var code = TryGetComputeInstanceProfile(i, out var profile);
            if (code == NvmlReturn.InvalidArgument)
            {
                break;
            }

            if (code != NvmlReturn.NotSupported)
            {
                NvmlDevice.Check(code, NvmlFunction.GpuInstanceGetComputeInstanceProfileInfoV);
                profiles.Add(profile);
            }
        }

        return [.. profiles];
    }

    /// <summary>The compute instances of a kind. Since R450. NoPermission.</summary>
    /// <param name="profileId">The kind's <see cref="NvmlComputeInstanceProfile.Id"/>.</param>
    /// <param name="instances">Filled from the start; there must be room for as many as the kind allows.</param>
    /// <param name="count">How many were written.</param>
    public unsafe NvmlReturn TryGetComputeInstances(uint profileId, Span<NvmlComputeInstance> instances, out int count)
    {
        var handles = stackalloc nint[MaxInstances];
        uint number = MaxInstances;
        var code = _self.Call(NvmlFunction.GpuInstanceGetComputeInstances, (nint)profileId, (nint)handles, (nint)(&number));
        count = code == NvmlReturn.Success ? (int)Math.Min(number, MaxInstances) : 0;
        if (count > instances.Length)
        {
            return NvmlReturn.InsufficientSize;
        }

        for (var i = 0; i < count; i++)
        {
            instances[i] = new NvmlComputeInstance(_self.Library, handles[i], _self.Generation);
        }

        return code;
    }

    /// <summary>The compute instances of a kind.</summary>
    /// <param name="profileId">The kind's <see cref="NvmlComputeInstanceProfile.Id"/>.</param>
    /// <exception cref="NvmlException">As <see cref="TryGetComputeInstances"/>.</exception>
    public NvmlComputeInstance[] GetComputeInstances(uint profileId)
    {
        var instances = new NvmlComputeInstance[MaxInstances];
        return NvmlLibrary.Checked(TryGetComputeInstances(profileId, instances, out var count), instances, NvmlFunction.GpuInstanceGetComputeInstances)[..count];
    }

    /// <summary>Makes a compute instance, and with it a MIG device. Root. Since R450. NoPermission, InsufficientResources.</summary>
    /// <param name="profileId">The kind's <see cref="NvmlComputeInstanceProfile.Id"/>.</param>
    /// <param name="instance">The new instance.</param>
    public unsafe NvmlReturn TryCreateComputeInstance(uint profileId, out NvmlComputeInstance instance)
    {
        nint handle = 0;
        var code = _self.Call(NvmlFunction.GpuInstanceCreateComputeInstance, (nint)profileId, (nint)(&handle));
        code = code == NvmlReturn.Success && handle == 0 ? NvmlReturn.Unknown : code;
        instance = code == NvmlReturn.Success ? new NvmlComputeInstance(_self.Library, handle, _self.Generation) : default;
        return code;
    }

    /// <summary>Ends it; its handle must not be used again. Root. Since R450. NoPermission, InUse.</summary>
    public NvmlReturn TryDestroy() => _self.Call(NvmlFunction.GpuInstanceDestroy);

    internal static unsafe NvmlReturn TryList(NvmlDevice device, NvmlFunction function, uint profileId, Span<NvmlGpuInstance> instances, out int count)
    {
        var handles = stackalloc nint[MaxInstances];
        uint number = MaxInstances;
        var code = device.Call(function, (nint)profileId, (nint)handles, (nint)(&number));
        count = code == NvmlReturn.Success ? (int)Math.Min(number, MaxInstances) : 0;
        if (count > instances.Length)
        {
            return NvmlReturn.InsufficientSize;
        }

        for (var i = 0; i < count; i++)
        {
            instances[i] = new NvmlGpuInstance(device.Library, handles[i], device.Generation);
        }

        return code;
    }
}
