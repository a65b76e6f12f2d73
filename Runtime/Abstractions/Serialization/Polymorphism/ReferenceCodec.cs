namespace Krewe.Runtime.Serialization;

/// <summary>Grain references, and grains given where a grain interface is expected: these become references.</summary>
/// <typeparam name="T">A grain interface or a class of references.</typeparam>
internal sealed class ReferenceCodec<T> : ValueCodec<T>
{
    public override void Write(ref WireWriter writer, T value)
    {
        if (value is null)
        {
            writer.WriteNull();
        }
        else
        {
            ReferenceWire.Write(ref writer, ReferenceWire.ToReference(value));
        }
    }

    public override T Read(ref WireReader reader)
    {
        if (reader.TryReadNull())
        {
            return default!;
        }

        return ReferenceWire.Read(ref reader, typeof(T)) is T reference
            ? reference
            : throw reader.Malformed($"a reference that is no {typeof(T)}");
    }

    public override T Copy(T value)
    {
        if (value is null or Orleans.Runtime.GrainReference)
        {
            return value;
        }

        return (T)(object)ReferenceWire.ToReference(value).As(typeof(T));
    }
}
