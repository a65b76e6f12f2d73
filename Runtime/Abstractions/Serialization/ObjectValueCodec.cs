namespace Krewe.Runtime.Serialization;

/// <summary>Base of the generated codecs: values with numbered members, each level of inheritance with numbers of its own.</summary>
/// <typeparam name="T">A class or struct marked <c>[GenerateSerializer]</c>.</typeparam>
public abstract class ObjectValueCodec<T> : ValueCodec<T>
{
    private static readonly bool MayBeDerived = !typeof(T).IsValueType && !typeof(T).IsSealed;

    /// <summary>An instance to be filled.</summary>
    protected abstract T Create();

    /// <summary>Writes the members of this level and of its base classes, as fields of an object already begun.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="value">Not null.</param>
    public abstract void WriteMembers(ref WireWriter writer, ref T value);

    /// <summary>Reads the fields of an object already entered, up to its end.</summary>
    /// <param name="reader">Where from.</param>
    /// <param name="value">Receives them.</param>
    public abstract void ReadMembers(ref WireReader reader, ref T value);

    /// <summary>Copies the members of this level and of its base classes.</summary>
    /// <param name="source">Where from.</param>
    /// <param name="target">Where to.</param>
    public abstract void CopyMembers(ref T source, ref T target);

    /// <inheritdoc/>
    public sealed override void Write(ref WireWriter writer, T value)
    {
        if (value is null)
        {
            writer.WriteNull();
        }
        else if (MayBeDerived && value.GetType() != typeof(T))
        {
            ObjectCodec.Write(ref writer, value);
        }
        else
        {
            writer.BeginObject();
            WriteMembers(ref writer, ref value);
            writer.EndObject();
        }
    }

    /// <inheritdoc/>
    public sealed override T Read(ref WireReader reader)
    {
        switch (reader.PeekKind())
        {
            case WireKind.Null when !typeof(T).IsValueType:
                reader.TryReadNull();
                return default!;
            case WireKind.Typed when !typeof(T).IsValueType:
                return ObjectCodec.Read(ref reader) is T typed ? typed : throw reader.Malformed($"a value of another type than {typeof(T)}");
            case WireKind.Object when !typeof(T).IsAbstract:
                reader.BeginObject();
                T value = Create();
                ReadMembers(ref reader, ref value);
                return value;
            default:
                throw reader.Malformed($"found {reader.PeekKind()} where {typeof(T)} is expected");
        }
    }

    /// <inheritdoc/>
    public sealed override T Copy(T value)
    {
        if (value is null || IsImmutable)
        {
            return value;
        }

        if (MayBeDerived && value.GetType() != typeof(T))
        {
            return (T)Codecs.Get(value.GetType()).CopyBoxed(value)!;
        }

        using CopyDepth depth = CopyDepth.Enter();
        T copy = Create();
        CopyMembers(ref value, ref copy);
        return copy;
    }

    /// <summary>The codec of the base class, whose members a derived class also has.</summary>
    /// <typeparam name="TBase">The base class.</typeparam>
    protected static ObjectValueCodec<TBase> BaseCodec<TBase>() =>
        Codecs.Get<TBase>() as ObjectValueCodec<TBase> ?? throw SerializationErrors.NoCodec(typeof(TBase));
}
