using System.Buffers;
using Krewe.Nvml.Native;

namespace Krewe.Nvml;

/// <summary>
/// A GPU or a MIG device: a borrowed handle with the generation of the library in which it was taken. Each quantity is there twice:
/// <c>TryGetX</c> gives a code, <c>GetX</c> throws. Every call may give <see cref="NvmlReturn.Uninitialized"/> (the library was shut down or
/// loaded anew), <see cref="NvmlReturn.InvalidArgument"/>, <see cref="NvmlReturn.NotSupported"/>, <see cref="NvmlReturn.FunctionNotFound"/> (an older
/// driver), <see cref="NvmlReturn.GpuIsLost"/> and <see cref="NvmlReturn.Unknown"/>; what a quantity says lists only what else it gives. An
/// architecture is the oldest that has the quantity.
/// </summary>
public readonly partial struct NvmlDevice : IEquatable<NvmlDevice>
{
    private const int MaxTries = 8;
    private const int MaxEntries = 1 << 16;

    private readonly NvmlLibrary? _library;
    private readonly nint _handle;
    private readonly uint _generation;

    internal NvmlDevice(NvmlLibrary library, nint handle, uint generation) =>
        (_library, _handle, _generation) = (library, handle, generation);

    /// <summary>Fills the given memory; when it is too short, tells how many entries there are.</summary>
    internal delegate NvmlReturn Fill<T>(Span<T> into, out int count);

    /// <summary>Whether this is a device at all: the default value is none. It says nothing of whether the device still answers.</summary>
    public bool IsNone => _handle == 0;

    /// <summary>Whether the library has been loaded anew, or shut down, since this was taken: then it must be taken again.</summary>
    public bool IsStale => _library is null || !_library.IsInitialized || _library.Generation != _generation;

    internal NvmlLibrary Library => _library!;

    internal nint Handle => _handle;

    internal uint Generation => _generation;

    /// <summary>Whether both are the same handle.</summary>
    public static bool operator ==(NvmlDevice left, NvmlDevice right) => left.Equals(right);

    /// <summary>Whether both are different handles.</summary>
    public static bool operator !=(NvmlDevice left, NvmlDevice right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(NvmlDevice other) => _library == other._library && _handle == other._handle && _generation == other._generation;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is NvmlDevice other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_handle, _generation);

    /// <summary>A list whose length may change between the question for it and the answer.</summary>
    internal static T[] List<T>(NvmlFunction function, Fill<T> fill)
    {
        var needed = 0;
        for (var i = 0; i < MaxTries; i++)
        {
            var memory = ArrayPool<T>.Shared.Rent(Math.Max(16, needed + (needed / 2) + 4));
            try
            {
                var code = fill(memory, out var count);
                switch (code)
                {
                    case NvmlReturn.Success:
                        return memory.AsSpan(0, Math.Min(count, memory.Length)).ToArray();
                    case NvmlReturn.NotFound:
                        return [];
                    case NvmlReturn.InsufficientSize when count <= MaxEntries:
                        needed = Math.Max(count, memory.Length);
                        break;
                    default:
                        throw new NvmlException(function, code);
                }
            }
            finally
            {
                ArrayPool<T>.Shared.Return(memory);
            }
        }

        throw new NvmlException(function, NvmlReturn.InsufficientSize);
    }

    internal static void Check(NvmlReturn code, NvmlFunction function)
    {
        if (code != NvmlReturn.Success)
        {
            throw new NvmlException(function, code);
        }
    }

    internal NvmlReturn Call(NvmlFunction function) => Usable(out var refused) ? _library!.Calls.Call(function, _generation, _handle) : refused;

    internal NvmlReturn Call(NvmlFunction function, nint a) =>
        Usable(out var refused) ? _library!.Calls.Call(function, _generation, _handle, a) : refused;

    internal NvmlReturn Call(NvmlFunction function, nint a, nint b) =>
        Usable(out var refused) ? _library!.Calls.Call(function, _generation, _handle, a, b) : refused;

    internal NvmlReturn Call(NvmlFunction function, nint a, nint b, nint c) =>
        Usable(out var refused) ? _library!.Calls.Call(function, _generation, _handle, a, b, c) : refused;

    internal NvmlReturn Call(NvmlFunction function, nint a, nint b, nint c, nint d) =>
        Usable(out var refused) ? _library!.Calls.Call(function, _generation, _handle, a, b, c, d) : refused;

    internal NvmlReturn Call(NvmlFunction function, nint a, nint b, nint c, nint d, nint e) =>
        Usable(out var refused) ? _library!.Calls.Call(function, _generation, _handle, a, b, c, d, e) : refused;

    private static T Checked<T>(NvmlReturn code, T value, NvmlFunction function) => NvmlLibrary.Checked(code, value, function);

    /// <summary>Whether the library wrote a count.</summary>
    private static bool Known(NvmlReturn code) => code is NvmlReturn.Success or NvmlReturn.InsufficientSize;

    private unsafe NvmlReturn Get<T>(NvmlFunction function, out T value)
        where T : unmanaged
    {
        T local = default;
        var code = Call(function, (nint)(&local));
        value = code == NvmlReturn.Success ? local : default;
        return code;
    }

    private unsafe NvmlReturn Get<T>(NvmlFunction function, nint a, out T value)
        where T : unmanaged
    {
        T local = default;
        var code = Call(function, a, (nint)(&local));
        value = code == NvmlReturn.Success ? local : default;
        return code;
    }

    private unsafe NvmlReturn Get<T>(NvmlFunction function, nint a, nint b, out T value)
        where T : unmanaged
    {
        T local = default;
        var code = Call(function, a, b, (nint)(&local));
        value = code == NvmlReturn.Success ? local : default;
        return code;
    }

    private unsafe NvmlReturn Get<T>(NvmlFunction function, nint a, nint b, nint c, out T value)
        where T : unmanaged
    {
        T local = default;
        var code = Call(function, a, b, c, (nint)(&local));
        value = code == NvmlReturn.Success ? local : default;
        return code;
    }

    private unsafe NvmlReturn TryGetText(NvmlFunction function, int size, out string text, bool withLength = true)
    {
        var buffer = stackalloc byte[size];
        *buffer = 0;
        var code = withLength ? Call(function, (nint)buffer, size) : Call(function, (nint)buffer);
        text = code == NvmlReturn.Success ? NativeText.Read(new ReadOnlySpan<byte>(buffer, size)) : "";
        return code;
    }

    private bool Usable(out NvmlReturn refused)
    {
        refused = _library is null ? NvmlReturn.Uninitialized : NvmlReturn.InvalidArgument;
        return _library is not null && _handle != 0;
    }
}
