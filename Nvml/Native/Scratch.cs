using System.Buffers;

namespace Krewe.Nvml.Native;

/// <summary>Zeroed memory of the pool for one call.</summary>
internal readonly ref struct Scratch<T>
    where T : unmanaged
{
    private readonly T[] _rented;

    internal Scratch(int length)
    {
        _rented = ArrayPool<T>.Shared.Rent(length);
        Span = _rented.AsSpan(0, length);
        Span.Clear();
    }

    internal Span<T> Span { get; }

    public void Dispose() => ArrayPool<T>.Shared.Return(_rented);
}
