using Orleans;
using Orleans.Runtime;

namespace Krewe.Runtime.Serialization;

/// <summary>
/// Values whose type is not declared where they are used: the stable name of the concrete type goes with them.
/// Only built-in types and types with a generated codec are ever made from input.
/// </summary>
public static class ObjectCodec
{
    /// <summary>Writes a value with its type's name.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="value">Null, a value of a built-in or generated type, a grain reference, a grain, or an exception.</param>
    /// <exception cref="Orleans.Serialization.CodecNotFoundException">The type has no codec or no stable name.</exception>
    public static void Write(ref WireWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNull();
                break;
            case Exception exception:
                ExceptionCodec.Write(ref writer, exception);
                break;
            case IAddressable or IGrainBase:
                writer.BeginTyped(ReferenceWire.TypeName);
                ReferenceWire.Write(ref writer, ReferenceWire.ToReference(value));
                writer.EndTyped();
                break;
            default:
                Type type = value.GetType();
                writer.BeginTyped(TypeNames.Format(type));
                Codecs.Get(type).WriteBoxed(ref writer, value);
                writer.EndTyped();
                break;
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="reader">Where from.</param>
    /// <exception cref="WireFormatException">The input makes no sense, or names a type that is not known here.</exception>
    public static object? Read(ref WireReader reader)
    {
        if (reader.TryReadNull())
        {
            return null;
        }

        string name = reader.BeginTyped();
        object? value = ReadValue(ref reader, name);
        reader.EndTyped();
        return value;
    }

    /// <summary>A value that shares nothing that can change with the given one. Exceptions and references are shared.</summary>
    /// <param name="value">As for <see cref="Write"/>.</param>
    public static object? Copy(object? value) => value switch
    {
        null or Exception or string => value,
        IAddressable or IGrainBase => ReferenceWire.ToReference(value),
        _ when value.GetType() == typeof(object) => value,
        _ => Codecs.Get(value.GetType()).CopyBoxed(value),
    };

    internal static object? ReadValue(ref WireReader reader, string name)
    {
        if (name == ReferenceWire.TypeName)
        {
            return ReferenceWire.Read(ref reader, typeof(IAddressable));
        }

        if (ExceptionCodec.IsName(name))
        {
            return ExceptionCodec.Read(ref reader, name);
        }

        Type type = TypeNames.Resolve(name) ?? throw reader.Malformed($"a value of the type \"{name}\", which is not known in this process");
        if (type == typeof(object) || type.IsAbstract)
        {
            throw reader.Malformed($"a value of the type \"{name}\", which has no values");
        }

        return Codecs.Get(type).ReadBoxed(ref reader);
    }
}
