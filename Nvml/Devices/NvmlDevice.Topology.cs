using System.Runtime.InteropServices;

namespace Krewe.Nvml;

/// <content>Where it is in the machine.</content>
public readonly partial struct NvmlDevice
{
    private const int MaxHandles = 256;

    /// <summary>What is between it and another. Linux. Since R450. InvalidArgument for MIG devices.</summary>
    /// <param name="other">A device of the same generation.</param>
    /// <param name="level">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public NvmlReturn TryGetCommonAncestor(NvmlDevice other, out NvmlTopologyLevel level)
    {
        level = default;
        return SameGeneration(other) ? Get(NvmlFunction.DeviceGetTopologyCommonAncestor, other._handle, out level) : NvmlReturn.InvalidArgument;
    }

    /// <inheritdoc cref="TryGetCommonAncestor" path="/summary"/>
    /// <param name="other">A device of the same generation.</param>
    /// <exception cref="NvmlException">As <see cref="TryGetCommonAncestor"/>.</exception>
    public NvmlTopologyLevel GetCommonAncestor(NvmlDevice other) => Checked(TryGetCommonAncestor(other, out var value), value, NvmlFunction.DeviceGetTopologyCommonAncestor);

    /// <summary>Whether it and another can do something with each other. Since R450.</summary>
    /// <param name="other">A device of the same generation.</param>
    /// <param name="capability">What.</param>
    /// <param name="status">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public NvmlReturn TryGetPeerStatus(NvmlDevice other, NvmlPeerCapability capability, out NvmlPeerStatus status)
    {
        status = default;
        return SameGeneration(other) ? Get(NvmlFunction.DeviceGetP2PStatus, other._handle, (nint)capability, out status) : NvmlReturn.InvalidArgument;
    }

    /// <inheritdoc cref="TryGetPeerStatus" path="/summary"/>
    /// <param name="other">A device of the same generation.</param>
    /// <param name="capability">What.</param>
    /// <exception cref="NvmlException">As <see cref="TryGetPeerStatus"/>.</exception>
    public NvmlPeerStatus GetPeerStatus(NvmlDevice other, NvmlPeerCapability capability) => Checked(TryGetPeerStatus(other, capability, out var value), value, NvmlFunction.DeviceGetP2PStatus);

    /// <summary>The devices that are at most so far away. Linux. Since R450.</summary>
    /// <param name="level">How far.</param>
    /// <param name="devices">Filled from the start.</param>
    /// <param name="count">How many there are; <see cref="NvmlReturn.InsufficientSize"/> when <paramref name="devices"/> is too short.</param>
    public NvmlReturn TryGetNearest(NvmlTopologyLevel level, Span<NvmlDevice> devices, out int count)
    {
        count = 0;
        return _library is null
            ? NvmlReturn.Uninitialized
            : TryGetHandles(_library, _generation, NvmlFunction.DeviceGetTopologyNearestGpus, (nint)level, _handle, isSystem: false, devices, out count);
    }

    /// <summary>The devices that are at most so far away.</summary>
    /// <param name="level">How far.</param>
    /// <exception cref="NvmlException">As <see cref="TryGetNearest"/>.</exception>
    public NvmlDevice[] GetNearest(NvmlTopologyLevel level)
    {
        var self = this;
        return List<NvmlDevice>(
            NvmlFunction.DeviceGetTopologyNearestGpus, (Span<NvmlDevice> into, out int count) => self.TryGetNearest(level, into, out count));
    }

    /// <summary>The processors that are near to it. Linux. Since R450.</summary>
    /// <param name="mask">Bit k of word j stands for number 64 j + k. As long as the machine's highest number needs; the rest stays zero.</param>
    public NvmlReturn TryGetCpuAffinity(Span<ulong> mask) => GetMask(NvmlFunction.DeviceGetCpuAffinity, -1, mask);

    /// <summary>The processors that are near to it.</summary>
    /// <param name="words">How many words of 64 bits.</param>
    /// <exception cref="NvmlException">As TryGetCpuAffinity.</exception>
    public ulong[] GetCpuAffinity(int words)
    {
        var mask = new ulong[words];
        return Checked(TryGetCpuAffinity(mask), mask, NvmlFunction.DeviceGetCpuAffinity);
    }

    /// <summary>The processors that are near to it, by what near means. Linux. Since R450.</summary>
    /// <param name="scope">How near.</param>
    /// <param name="mask">Bit k of word j stands for number 64 j + k. As long as the machine's highest number needs; the rest stays zero.</param>
    public NvmlReturn TryGetCpuAffinityWithin(NvmlAffinityScope scope, Span<ulong> mask) => GetMask(NvmlFunction.DeviceGetCpuAffinityWithinScope, (int)scope, mask);

    /// <summary>The processors that are near to it, by what near means.</summary>
    /// <param name="scope">How near.</param>
    /// <param name="words">How many words of 64 bits.</param>
    /// <exception cref="NvmlException">As TryGetCpuAffinityWithin.</exception>
    public ulong[] GetCpuAffinityWithin(NvmlAffinityScope scope, int words)
    {
        var mask = new ulong[words];
        return Checked(TryGetCpuAffinityWithin(scope, mask), mask, NvmlFunction.DeviceGetCpuAffinityWithinScope);
    }

    /// <summary>The NUMA nodes whose memory is near to it. Linux. Since R450.</summary>
    /// <param name="scope">How near.</param>
    /// <param name="mask">Bit k of word j stands for number 64 j + k. As long as the machine's highest number needs; the rest stays zero.</param>
    public NvmlReturn TryGetMemoryAffinity(NvmlAffinityScope scope, Span<ulong> mask) => GetMask(NvmlFunction.DeviceGetMemoryAffinity, (int)scope, mask);

    /// <summary>The NUMA nodes whose memory is near to it.</summary>
    /// <param name="scope">How near.</param>
    /// <param name="words">How many words of 64 bits.</param>
    /// <exception cref="NvmlException">As TryGetMemoryAffinity.</exception>
    public ulong[] GetMemoryAffinity(NvmlAffinityScope scope, int words)
    {
        var mask = new ulong[words];
        return Checked(TryGetMemoryAffinity(scope, mask), mask, NvmlFunction.DeviceGetMemoryAffinity);
    }

    /// <summary>The NUMA node that the device itself is. Since R550. NotSupported where it is none, as on most machines.</summary>
    /// <param name="node">The value; a default unless the return is <see cref="NvmlReturn.Success"/>.</param>
    public NvmlReturn TryGetNumaNode(out uint node) => Get(NvmlFunction.DeviceGetNumaNode, out node);

    /// <inheritdoc cref="TryGetNumaNode" path="/summary"/>
    /// <exception cref="NvmlException">As <see cref="TryGetNumaNode"/>.</exception>
    public uint GetNumaNode() => Checked(TryGetNumaNode(out var value), value, NvmlFunction.DeviceGetNumaNode);

    /// <summary>The driver writes words of <c>unsigned long</c>: 8 bytes on Linux, 4 on Windows.</summary>
    private unsafe NvmlReturn GetMask(NvmlFunction function, int scope, Span<ulong> mask)
    {
        mask.Clear();
        var words = mask.Length * (sizeof(ulong) / sizeof(CULong));
        fixed (ulong* start = mask)
        {
            return scope < 0 ? Call(function, words, (nint)start) : Call(function, words, (nint)start, scope);
        }
    }

    private bool SameGeneration(NvmlDevice other) => other._library == _library && other._generation == _generation && other._handle != 0;

    /// <summary>These lists call it a success when they are only asked for their length.</summary>
    internal static unsafe NvmlReturn TryGetHandles(
        NvmlLibrary library, uint generation, NvmlFunction function, nint first, nint device, bool isSystem, Span<NvmlDevice> devices, out int count)
    {
        uint number = 0;
        count = 0;
        var code = isSystem
            ? library.Calls.Call(function, generation, first, (nint)(&number), 0)
            : library.Calls.Call(function, generation, device, first, (nint)(&number), 0);
        if (code != NvmlReturn.Success || number == 0)
        {
            return code;
        }

        if (number > devices.Length)
        {
            count = (int)number;
            return NvmlReturn.InsufficientSize;
        }

        var handles = stackalloc nint[(int)Math.Min(number, MaxHandles)];
        number = Math.Min(number, MaxHandles);
        code = isSystem
            ? library.Calls.Call(function, generation, first, (nint)(&number), (nint)handles)
            : library.Calls.Call(function, generation, device, first, (nint)(&number), (nint)handles);
        count = code == NvmlReturn.Success ? (int)Math.Min(number, MaxHandles) : 0;
        for (var i = 0; i < count; i++)
        {
            devices[i] = new NvmlDevice(library, handles[i], generation);
        }

        return code;
    }
}
