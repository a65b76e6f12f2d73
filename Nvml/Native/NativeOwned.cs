using System.Runtime.InteropServices;

namespace Krewe.Nvml.Native;

/// <summary>
/// Something that the library allocated for us: an event set, a sample. It is freed while the library that made it is open, on the thread that
/// disposes of it; what only the finalizer finds waits until the library allocates or shuts down, because a call may hang.
/// </summary>
internal sealed class NativeOwned : SafeHandle
{
    private readonly NativeOwners _owners;
    private bool _disposed;

    internal NativeOwned(NativeOwners owners, NvmlFunction free, uint generation, nint value)
        : base(0, ownsHandle: true)
    {
        (_owners, Free, Generation) = (owners, free, generation);
        SetHandle(value);
    }

    internal NvmlFunction Free { get; }

    internal uint Generation { get; }

    public override bool IsInvalid => handle == 0;

    protected override void Dispose(bool disposing)
    {
        _disposed |= disposing;
        base.Dispose(disposing);
    }

    protected override bool ReleaseHandle()
    {
        _owners.Release(Free, Generation, handle, now: _disposed);
        return true;
    }
}
