using Krewe.Nvml.Native;

namespace Krewe.Nvml;

/// <content>MIG: GPUs cut into instances. Ampere and later, Linux.</content>
public readonly partial struct NvmlDevice
{
    private const int MaxPlacements = 64;

    /// <summary>
    /// How many profile numbers are tried: the library ends the list with InvalidArgument, and this bounds one that does not.
    /// </summary>
    private const int MaxProfiles = 64;

    /// <summary>Whether MIG is on. Since R450, Ampere. NotSupported elsewhere.</summary>
    /// <param name="mode">Now, and after the next reset.</param>
    public unsafe NvmlReturn TryGetMigMode(out NvmlModeState mode)
    {
        uint current = 0, pending = 0;
        var code = Call(NvmlFunction.DeviceGetMigMode, (nint)(&current), (nint)(&pending));
        mode = code == NvmlReturn.Success ? new(current != 0, pending != 0) : default;
        return code;
    }

    /// <summary>Whether MIG is on.</summary>
    /// <exception cref="NvmlException">As <see cref="TryGetMigMode"/>.</exception>
    public NvmlModeState GetMigMode() => Checked(TryGetMigMode(out var value), value, NvmlFunction.DeviceGetMigMode);

    /// <summary>
    /// Turns MIG on or off, which may reset the GPU. Root. Since R450, Ampere. NoPermission, and InUse.
    /// </summary>
    /// <param name="isOn">Whether.</param>
    /// <param name="activation">Whether it is so already: <see cref="NvmlReturn.ResetRequired"/> and <see cref="NvmlReturn.InUse"/> say what stands against it.</param>
    public unsafe NvmlReturn TrySetMigMode(bool isOn, out NvmlReturn activation)
    {
        var status = 0;
        var code = Call(NvmlFunction.DeviceSetMigMode, isOn ? 1 : 0, (nint)(&status));
        activation = (NvmlReturn)status;
        return code;
    }

    /// <summary>How many MIG devices there can be at most; 0 while MIG is off. Since R450.</summary>
    /// <param name="count">How many.</param>
    public NvmlReturn TryGetMaxMigDevices(out uint count) => Get(NvmlFunction.DeviceGetMaxMigDeviceCount, out count);

    /// <summary>How many MIG devices there can be at most; 0 while MIG is off.</summary>
    /// <exception cref="NvmlException">As <see cref="TryGetMaxMigDevices"/>.</exception>
    public uint GetMaxMigDevices() => Checked(TryGetMaxMigDevices(out var value), value, NvmlFunction.DeviceGetMaxMigDeviceCount);

    /// <summary>
    /// A MIG device of this GPU. Handles may be used again by the driver after a change: take them anew. Since R450. NotFound for an empty place,
    /// after which others may follow; InvalidArgument after the last.
    /// </summary>
    /// <param name="index">The place, from 0.</param>
    /// <param name="device">The MIG device.</param>
    public NvmlReturn TryGetMigDevice(int index, out NvmlDevice device)
    {
        var code = Get(NvmlFunction.DeviceGetMigDeviceHandleByIndex, index, out nint handle);
        code = code == NvmlReturn.Success && handle == 0 ? NvmlReturn.NotFound : code;
        device = code == NvmlReturn.Success ? new NvmlDevice(_library!, handle, _generation) : default;
        return code;
    }

    /// <summary>All MIG devices of this GPU; none while MIG is off or not offered.</summary>
    /// <exception cref="NvmlException">The device or the library is lost.</exception>
    public NvmlDevice[] GetMigDevices()
    {
        var code = TryGetMaxMigDevices(out var most);
        if (code.Classify() is NvmlReturnClass.Unsupported)
        {
            return [];
        }

        Check(code, NvmlFunction.DeviceGetMaxMigDeviceCount);
        var devices = new List<NvmlDevice>();
        for (var i = 0; i < most; i++)
        {
            var found = TryGetMigDevice(i, out var device);
            if (found == NvmlReturn.Success)
            {
                devices.Add(device);
            }
            else if (found.Classify() is NvmlReturnClass.DeviceLost or NvmlReturnClass.LibraryDead)
            {
                throw new NvmlException(NvmlFunction.DeviceGetMigDeviceHandleByIndex, found);
            }
        }

        return [.. devices];
    }

    /// <summary>Whether this is a MIG device. Since R450.</summary>
    /// <param name="isMig">Whether.</param>
    public NvmlReturn TryGetIsMigDevice(out bool isMig)
    {
        var code = Get(NvmlFunction.DeviceIsMigDeviceHandle, out uint raw);
        isMig = raw != 0;
        return code;
    }

    /// <summary>Whether this is a MIG device.</summary>
    /// <exception cref="NvmlException">As <see cref="TryGetIsMigDevice"/>.</exception>
    public bool GetIsMigDevice() => Checked(TryGetIsMigDevice(out var value), value, NvmlFunction.DeviceIsMigDeviceHandle);

    /// <summary>The GPU of a MIG device. Since R450. InvalidArgument for what is none.</summary>
    /// <param name="parent">The GPU.</param>
    public NvmlReturn TryGetParent(out NvmlDevice parent)
    {
        var code = Get(NvmlFunction.DeviceGetDeviceHandleFromMigDeviceHandle, out nint handle);
        code = code == NvmlReturn.Success && handle == 0 ? NvmlReturn.NotFound : code;
        parent = code == NvmlReturn.Success ? new NvmlDevice(_library!, handle, _generation) : default;
        return code;
    }

    /// <summary>The GPU of a MIG device.</summary>
    /// <exception cref="NvmlException">As <see cref="TryGetParent"/>.</exception>
    public NvmlDevice GetParent() => Checked(TryGetParent(out var value), value, NvmlFunction.DeviceGetDeviceHandleFromMigDeviceHandle);

    /// <summary>The GPU instance of a MIG device; given again at once after a destruction. Since R450.</summary>
    /// <param name="id">Its id.</param>
    public NvmlReturn TryGetGpuInstanceId(out uint id) => Get(NvmlFunction.DeviceGetGpuInstanceId, out id);

    /// <summary>The GPU instance of a MIG device.</summary>
    /// <exception cref="NvmlException">As <see cref="TryGetGpuInstanceId"/>.</exception>
    public uint GetGpuInstanceId() => Checked(TryGetGpuInstanceId(out var value), value, NvmlFunction.DeviceGetGpuInstanceId);

    /// <summary>The compute instance of a MIG device. Since R450.</summary>
    /// <param name="id">Its id.</param>
    public NvmlReturn TryGetComputeInstanceId(out uint id) => Get(NvmlFunction.DeviceGetComputeInstanceId, out id);

    /// <summary>The compute instance of a MIG device.</summary>
    /// <exception cref="NvmlException">As <see cref="TryGetComputeInstanceId"/>.</exception>
    public uint GetComputeInstanceId() => Checked(TryGetComputeInstanceId(out var value), value, NvmlFunction.DeviceGetComputeInstanceId);

    /// <summary>What a MIG device is made of. Since R455. NotSupported for a whole GPU.</summary>
    /// <param name="attributes">Its parts.</param>
    public NvmlReturn TryGetMigAttributes(out NvmlMigAttributes attributes) => Get(NvmlFunction.DeviceGetAttributes, out attributes);

    /// <summary>What a MIG device is made of.</summary>
    /// <exception cref="NvmlException">As <see cref="TryGetMigAttributes"/>.</exception>
    public NvmlMigAttributes GetMigAttributes() => Checked(TryGetMigAttributes(out var value), value, NvmlFunction.DeviceGetAttributes);

    /// <summary>
    /// A kind of GPU instance by the library's number, from 0. Since R450; with its name since R510. NotSupported for one that this GPU does not offer,
    /// after which others may follow; InvalidArgument after the last. NoPermission.
    /// </summary>
    /// <param name="number">The library's number, which is not <see cref="NvmlGpuInstanceProfile.Id"/>.</param>
    /// <param name="profile">The kind.</param>
    public unsafe NvmlReturn TryGetGpuInstanceProfile(int number, out NvmlGpuInstanceProfile profile)
    {
        var named = GpuInstanceProfileV2.Create();
        var code = Call(NvmlFunction.DeviceGetGpuInstanceProfileInfoV, number, (nint)(&named));
        if (code is NvmlReturn.FunctionNotFound or NvmlReturn.ArgumentVersionMismatch)
        {
            code = Get(NvmlFunction.DeviceGetGpuInstanceProfileInfo, number, out GpuInstanceProfileV1 old);
            profile = code != NvmlReturn.Success ? default : new(
                old.Id, "", old.Slices, old.Instances, old.Multiprocessors, old.CopyEngines, old.Decoders, old.Encoders, old.JpegDecoders,
                old.OpticalFlow, old.MemoryMebibytes);
            return code;
        }

        profile = code != NvmlReturn.Success ? default : new(
            named.Id, NativeText.Read(named.Name), named.Slices, named.Instances, named.Multiprocessors, named.CopyEngines, named.Decoders,
            named.Encoders, named.JpegDecoders, named.OpticalFlow, named.MemoryMebibytes);
        return code;
    }

    /// <summary>All kinds of GPU instances that this GPU offers; none where there is no MIG.</summary>
    /// <exception cref="NvmlException">As <see cref="TryGetGpuInstanceProfile"/>, but for the ends of the list.</exception>
    public NvmlGpuInstanceProfile[] GetGpuInstanceProfiles()
    {
        var profiles = new List<NvmlGpuInstanceProfile>();
        for (var i = 0; i < MaxProfiles; i++)
        {
            var code = TryGetGpuInstanceProfile(i, out var profile);
            if (code == NvmlReturn.InvalidArgument)
            {
                break;
            }

            if (code != NvmlReturn.NotSupported)
            {
                Check(code, NvmlFunction.DeviceGetGpuInstanceProfileInfoV);
                profiles.Add(profile);
            }
        }

        return [.. profiles];
    }

    /// <summary>How many more GPU instances of a kind can be made. Since R450. NoPermission.</summary>
    /// <param name="profileId">The kind's <see cref="NvmlGpuInstanceProfile.Id"/>.</param>
    /// <param name="count">How many.</param>
    public NvmlReturn TryGetRemainingGpuInstances(uint profileId, out uint count) =>
        Get(NvmlFunction.DeviceGetGpuInstanceRemainingCapacity, (nint)profileId, out count);

    /// <summary>How many more GPU instances of a kind can be made.</summary>
    /// <param name="profileId">The kind's <see cref="NvmlGpuInstanceProfile.Id"/>.</param>
    /// <exception cref="NvmlException">As <see cref="TryGetRemainingGpuInstances"/>.</exception>
    public uint GetRemainingGpuInstances(uint profileId) =>
        Checked(TryGetRemainingGpuInstances(profileId, out var value), value, NvmlFunction.DeviceGetGpuInstanceRemainingCapacity);

    /// <summary>Where GPU instances of a kind can lie. Since R470. NoPermission.</summary>
    /// <param name="profileId">The kind's <see cref="NvmlGpuInstanceProfile.Id"/>.</param>
    /// <param name="placements">Filled from the start.</param>
    /// <param name="count">How many there are; <see cref="NvmlReturn.InsufficientSize"/> when <paramref name="placements"/> is too short.</param>
    public unsafe NvmlReturn TryGetPlacements(uint profileId, Span<NvmlPlacement> placements, out int count)
    {
        // The library writes all that there are, whatever the room: it is asked for their count first.
        uint number = 0;
        count = 0;
        var code = Call(NvmlFunction.DeviceGetGpuInstancePossiblePlacements, (nint)profileId, 0, (nint)(&number));
        if (!Known(code) || number == 0)
        {
            return code;
        }

        count = (int)number;
        if (number > placements.Length || number > MaxPlacements)
        {
            return NvmlReturn.InsufficientSize;
        }

        var room = stackalloc NvmlPlacement[MaxPlacements];
        code = Call(NvmlFunction.DeviceGetGpuInstancePossiblePlacements, (nint)profileId, (nint)room, (nint)(&number));
        count = code == NvmlReturn.Success ? (int)Math.Min(number, (uint)placements.Length) : 0;
        new ReadOnlySpan<NvmlPlacement>(room, count).CopyTo(placements);
        return code;
    }

    /// <summary>Where GPU instances of a kind can lie.</summary>
    /// <param name="profileId">The kind's <see cref="NvmlGpuInstanceProfile.Id"/>.</param>
    /// <exception cref="NvmlException">As <see cref="TryGetPlacements"/>.</exception>
    public NvmlPlacement[] GetPlacements(uint profileId)
    {
        var self = this;
        return List<NvmlPlacement>(
            NvmlFunction.DeviceGetGpuInstancePossiblePlacements, (Span<NvmlPlacement> into, out int count) => self.TryGetPlacements(profileId, into, out count));
    }

    /// <summary>The GPU instances of a kind, also those without a compute instance, which have no MIG device. Since R450. NoPermission.</summary>
    /// <param name="profileId">The kind's <see cref="NvmlGpuInstanceProfile.Id"/>.</param>
    /// <param name="instances">Filled from the start; there must be room for as many as the kind allows.</param>
    /// <param name="count">How many were written.</param>
    public unsafe NvmlReturn TryGetGpuInstances(uint profileId, Span<NvmlGpuInstance> instances, out int count) =>
        NvmlGpuInstance.TryList(this, NvmlFunction.DeviceGetGpuInstances, profileId, instances, out count);

    /// <summary>The GPU instances of a kind.</summary>
    /// <param name="profileId">The kind's <see cref="NvmlGpuInstanceProfile.Id"/>.</param>
    /// <exception cref="NvmlException">As <see cref="TryGetGpuInstances"/>.</exception>
    public NvmlGpuInstance[] GetGpuInstances(uint profileId)
    {
        var instances = new NvmlGpuInstance[NvmlGpuInstance.MaxInstances];
        return Checked(TryGetGpuInstances(profileId, instances, out var count), instances, NvmlFunction.DeviceGetGpuInstances)[..count];
    }

    /// <summary>A GPU instance by its id. Since R450. NotFound, NoPermission.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="instance">The instance.</param>
    public NvmlReturn TryGetGpuInstance(uint id, out NvmlGpuInstance instance)
    {
        var code = Get(NvmlFunction.DeviceGetGpuInstanceById, (nint)id, out nint handle);
        code = code == NvmlReturn.Success && handle == 0 ? NvmlReturn.NotFound : code;
        instance = code == NvmlReturn.Success ? new NvmlGpuInstance(_library!, handle, _generation) : default;
        return code;
    }

    /// <summary>A GPU instance by its id.</summary>
    /// <param name="id">Its id.</param>
    /// <exception cref="NvmlException">As <see cref="TryGetGpuInstance"/>.</exception>
    public NvmlGpuInstance GetGpuInstance(uint id) => Checked(TryGetGpuInstance(id, out var value), value, NvmlFunction.DeviceGetGpuInstanceById);

    /// <summary>Makes a GPU instance. Root. Since R450; at a place since R460. NoPermission, InsufficientResources, InvalidArgument.</summary>
    /// <param name="profileId">The kind's <see cref="NvmlGpuInstanceProfile.Id"/>.</param>
    /// <param name="placement">Where; null for where the driver likes.</param>
    /// <param name="instance">The new instance.</param>
    public unsafe NvmlReturn TryCreateGpuInstance(uint profileId, NvmlPlacement? placement, out NvmlGpuInstance instance)
    {
        nint handle = 0;
        var at = placement.GetValueOrDefault();
        var code = placement is null
            ? Call(NvmlFunction.DeviceCreateGpuInstance, (nint)profileId, (nint)(&handle))
            : Call(NvmlFunction.DeviceCreateGpuInstanceWithPlacement, (nint)profileId, (nint)(&at), (nint)(&handle));
        code = code == NvmlReturn.Success && handle == 0 ? NvmlReturn.Unknown : code;
        instance = code == NvmlReturn.Success ? new NvmlGpuInstance(_library!, handle, _generation) : default;
        return code;
    }
}
