using System.Text.Json;

namespace Krewe.Silo.Front.Protocol;

/// <summary>Whether a JSON scalar is a value of a datatype. The bytes are forwarded as they are, so nothing is coerced.</summary>
internal static class ElementCheck
{
    /// <summary>How an element may fail.</summary>
    internal enum Verdict
    {
        Fits,
        WrongType,
        OutOfRange,
    }

    internal static Verdict Check(ref Utf8JsonReader reader, TensorDatatype datatype)
    {
        var token = reader.TokenType;
        if (datatype == TensorDatatype.Bool)
        {
            return token is JsonTokenType.True or JsonTokenType.False ? Verdict.Fits : Verdict.WrongType;
        }

        if (datatype == TensorDatatype.Bytes)
        {
            return token == JsonTokenType.String ? Verdict.Fits : Verdict.WrongType;
        }

        if (token != JsonTokenType.Number)
        {
            return Verdict.WrongType;
        }

        var fits = datatype switch
        {
            // That many digits without an exponent are finite in the datatype, so most numbers need no conversion.
            TensorDatatype.Fp64 => IsShort(ref reader, 308) || (reader.TryGetDouble(out var value) && double.IsFinite(value)),
            TensorDatatype.Fp32 => IsShort(ref reader, 38) || (reader.TryGetDouble(out var value) && float.IsFinite((float)value)),
            TensorDatatype.Fp16 => IsShort(ref reader, 4) || (reader.TryGetDouble(out var value) && Half.IsFinite((Half)value)),
            TensorDatatype.UInt8 => reader.TryGetByte(out _),
            TensorDatatype.UInt16 => reader.TryGetUInt16(out _),
            TensorDatatype.UInt32 => reader.TryGetUInt32(out _),
            TensorDatatype.UInt64 => reader.TryGetUInt64(out _),
            TensorDatatype.Int8 => reader.TryGetSByte(out _),
            TensorDatatype.Int16 => reader.TryGetInt16(out _),
            TensorDatatype.Int32 => reader.TryGetInt32(out _),
            _ => reader.TryGetInt64(out _),
        };
        return fits ? Verdict.Fits : Verdict.OutOfRange;
    }

    /// <summary>Says what an element of this datatype looks like, to end a message with.</summary>
    internal static string Describe(TensorDatatype datatype) => datatype switch
    {
        TensorDatatype.Bool => "true or false",
        TensorDatatype.Bytes => "a string",
        TensorDatatype.Fp16 => "a number from -65504 to 65504",
        TensorDatatype.Fp32 => "a number from -3.4028235e38 to 3.4028235e38",
        TensorDatatype.Fp64 => "a number from -1.7976931348623157e308 to 1.7976931348623157e308",
        TensorDatatype.UInt8 => Integer(byte.MinValue, byte.MaxValue),
        TensorDatatype.UInt16 => Integer(ushort.MinValue, ushort.MaxValue),
        TensorDatatype.UInt32 => Integer(uint.MinValue, uint.MaxValue),
        TensorDatatype.UInt64 => "an integer from 0 to 18446744073709551615, without fraction or exponent",
        TensorDatatype.Int8 => Integer(sbyte.MinValue, sbyte.MaxValue),
        TensorDatatype.Int16 => Integer(short.MinValue, short.MaxValue),
        TensorDatatype.Int32 => Integer(int.MinValue, int.MaxValue),
        _ => Integer(long.MinValue, long.MaxValue),
    };

    private static bool IsShort(ref Utf8JsonReader reader, int digits)
    {
        var token = reader.ValueSpan;
        return token.Length <= digits && !token.ContainsAny((byte)'e', (byte)'E');
    }

    private static string Integer(long from, long to) => $"an integer from {from} to {to}, without fraction or exponent";
}
