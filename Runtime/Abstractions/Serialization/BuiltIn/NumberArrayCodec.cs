using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Krewe.Runtime.Serialization;

/// <summary>Floating-point numbers travel as one block of bytes, little endian: tensors and histograms are the large values here.</summary>
internal sealed class NumberArrayCodec<T> : ValueCodec<T[]?>
    where T : unmanaged
{
    public override void Write(ref WireWriter writer, T[]? value)
    {
        if (value is null)
        {
            writer.WriteNull();
            return;
        }

        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(value.AsSpan());
        writer.WriteBytes(BitConverter.IsLittleEndian ? bytes : Reversed(bytes));
    }

    public override T[]? Read(ref WireReader reader)
    {
        if (reader.TryReadNull())
        {
            return null;
        }

        ReadOnlySpan<byte> bytes = reader.ReadBytes();
        if (bytes.Length % Unsafe.SizeOf<T>() != 0)
        {
            throw reader.Malformed($"{bytes.Length} bytes, which is no whole number of {typeof(T).Name}");
        }

        T[] values = new T[bytes.Length / Unsafe.SizeOf<T>()];
        (BitConverter.IsLittleEndian ? bytes : Reversed(bytes)).CopyTo(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    public override T[]? Copy(T[]? value) => value?.AsSpan().ToArray();

    private static byte[] Reversed(ReadOnlySpan<byte> bytes)
    {
        byte[] swapped = bytes.ToArray();
        for (int i = 0; i < swapped.Length; i += Unsafe.SizeOf<T>())
        {
            swapped.AsSpan(i, Unsafe.SizeOf<T>()).Reverse();
        }

        return swapped;
    }
}
