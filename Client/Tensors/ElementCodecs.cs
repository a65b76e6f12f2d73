using System.Text;
using System.Text.Json;

namespace Krewe.Client.Tensors;

/// <summary>The thirteen datatypes of the Open Inference Protocol v2 and their types.</summary>
internal static class ElementCodecs
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private static readonly Dictionary<Type, object> ByType = new object[]
    {
        Number<byte>("UINT8", 4, static (json, value) => json.WriteNumberValue((uint)value), static (ref Utf8JsonReader json) => json.GetByte()),
        Number<ushort>("UINT16", 6, static (json, value) => json.WriteNumberValue((uint)value), static (ref Utf8JsonReader json) => json.GetUInt16()),
        Number<uint>("UINT32", 11, static (json, value) => json.WriteNumberValue(value), static (ref Utf8JsonReader json) => json.GetUInt32()),
        Number<ulong>("UINT64", 21, static (json, value) => json.WriteNumberValue(value), static (ref Utf8JsonReader json) => json.GetUInt64()),
        Number<sbyte>("INT8", 5, static (json, value) => json.WriteNumberValue((int)value), static (ref Utf8JsonReader json) => json.GetSByte()),
        Number<short>("INT16", 7, static (json, value) => json.WriteNumberValue((int)value), static (ref Utf8JsonReader json) => json.GetInt16()),
        Number<int>("INT32", 12, static (json, value) => json.WriteNumberValue(value), static (ref Utf8JsonReader json) => json.GetInt32()),
        Number<long>("INT64", 21, static (json, value) => json.WriteNumberValue(value), static (ref Utf8JsonReader json) => json.GetInt64()),
        Floating<Half>("FP16", 10, static (json, value) => json.WriteNumberValue((float)value), static (ref Utf8JsonReader json) => (Half)json.GetSingle()),
        Floating<float>("FP32", 14, static (json, value) => json.WriteNumberValue(value), static (ref Utf8JsonReader json) => json.GetSingle()),
        Floating<double>("FP64", 24, static (json, value) => json.WriteNumberValue(value), static (ref Utf8JsonReader json) => json.GetDouble()),
        Number<bool>("BOOL", 6, static (json, value) => json.WriteBooleanValue(value), static (ref Utf8JsonReader json) => json.GetBoolean()),
        new ElementCodec<string>("BYTES", 32, WriteText, static (ref Utf8JsonReader json) => json.GetString() ?? throw new FormatException("null is no text")),
    }.ToDictionary(codec => codec.GetType().GenericTypeArguments[0]);

    /// <summary>Null when the protocol has no such elements.</summary>
    public static ElementCodec<T>? Of<T>() => Cache<T>.Codec;

    private static ElementCodec<T> Number<T>(string datatype, int length, Action<Utf8JsonWriter, T> write, ElementReader<T> read) =>
        new(datatype, length, (json, value) => { write(json, value); return true; }, read);

    private static ElementCodec<T> Floating<T>(string datatype, int length, Action<Utf8JsonWriter, T> write, ElementReader<T> read)
        where T : System.Numerics.IFloatingPointIeee754<T> => new(
            datatype,
            length,
            (json, value) =>
            {
                var finite = T.IsFinite(value);
                if (finite)
                {
                    write(json, value);
                }

                return finite;
            },
            read);

    private static bool WriteText(Utf8JsonWriter json, string? value)
    {
        try
        {
            if (value is null)
            {
                return false;
            }

            _ = Strict.GetByteCount(value); // the writer would replace what is no Unicode
            json.WriteStringValue(value);
            return true;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }

    private static class Cache<T>
    {
        public static readonly ElementCodec<T>? Codec = (ElementCodec<T>?)ByType.GetValueOrDefault(typeof(T));
    }
}
