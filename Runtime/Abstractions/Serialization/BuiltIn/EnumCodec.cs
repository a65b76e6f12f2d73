using System.Runtime.CompilerServices;

namespace Krewe.Runtime.Serialization;

/// <summary>Enums travel as their underlying value; values without a name too.</summary>
internal sealed class EnumCodec<T> : ValueCodec<T>
    where T : struct, Enum
{
    private static readonly TypeCode Underlying = Type.GetTypeCode(typeof(T));

    public override bool IsImmutable => true;

    public override void Write(ref WireWriter writer, T value) => writer.WriteInteger(Underlying switch
    {
        TypeCode.SByte => Unsafe.As<T, sbyte>(ref value),
        TypeCode.Byte => Unsafe.As<T, byte>(ref value),
        TypeCode.Int16 => Unsafe.As<T, short>(ref value),
        TypeCode.UInt16 => Unsafe.As<T, ushort>(ref value),
        TypeCode.Int32 => Unsafe.As<T, int>(ref value),
        TypeCode.UInt32 => Unsafe.As<T, uint>(ref value),
        _ => Unsafe.As<T, long>(ref value),
    });

    public override T Read(ref WireReader reader)
    {
        long value = Underlying switch
        {
            TypeCode.SByte => reader.ReadInteger(sbyte.MinValue, sbyte.MaxValue),
            TypeCode.Byte => reader.ReadInteger(byte.MinValue, byte.MaxValue),
            TypeCode.Int16 => reader.ReadInteger(short.MinValue, short.MaxValue),
            TypeCode.UInt16 => reader.ReadInteger(ushort.MinValue, ushort.MaxValue),
            TypeCode.Int32 => reader.ReadInteger(int.MinValue, int.MaxValue),
            TypeCode.UInt32 => reader.ReadInteger(uint.MinValue, uint.MaxValue),
            _ => reader.ReadInteger(),
        };

        // The value is within the underlying type's range, so its low bytes are the enum's.
        return BitConverter.IsLittleEndian ? Unsafe.As<long, T>(ref value) : (T)Enum.ToObject(typeof(T), value);
    }

    public override T Copy(T value) => value;
}
