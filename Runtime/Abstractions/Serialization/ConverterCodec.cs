using Orleans;

namespace Krewe.Runtime.Serialization;

/// <summary>Values of a foreign type: on the wire they have the form of their surrogate, and a copy is made by way of one.</summary>
/// <typeparam name="TValue">The foreign type.</typeparam>
/// <typeparam name="TSurrogate">What is serialized in its place.</typeparam>
/// <param name="converter">Converts; used by all threads.</param>
/// <param name="populate">Fills a value of a derived class; null where none derives.</param>
public abstract class ConverterCodec<TValue, TSurrogate>(
    IConverter<TValue, TSurrogate> converter, ConverterCodec<TValue, TSurrogate>.Populate? populate = null) : ObjectValueCodec<TValue>
    where TSurrogate : struct
{
    /// <summary>Gives a value what a surrogate holds.</summary>
    /// <param name="surrogate">What was serialized.</param>
    /// <param name="value">Receives it.</param>
    public delegate void Populate(in TSurrogate surrogate, TValue value);

    private static ObjectValueCodec<TSurrogate> Surrogates =>
        Codecs.Get<TSurrogate>() as ObjectValueCodec<TSurrogate> ?? throw SerializationErrors.NoCodec(typeof(TSurrogate));

    /// <inheritdoc/>
    public override void WriteMembers(ref WireWriter writer, ref TValue value)
    {
        var surrogate = converter.ConvertToSurrogate(in value);
        Surrogates.WriteMembers(ref writer, ref surrogate);
    }

    /// <inheritdoc/>
    public override void ReadMembers(ref WireReader reader, ref TValue value)
    {
        var surrogate = default(TSurrogate);
        Surrogates.ReadMembers(ref reader, ref surrogate);
        Fill(in surrogate, ref value);
    }

    /// <inheritdoc/>
    public override void CopyMembers(ref TValue source, ref TValue target)
    {
        var surrogate = Surrogates.Copy(converter.ConvertToSurrogate(in source));
        Fill(in surrogate, ref target);
    }

    /// <summary>Nothing yet: the converter makes the value when all of it has been read.</summary>
    protected override TValue Create() => default!;

    /// <summary>A value that is there is of a derived class, whose codec made it.</summary>
    private void Fill(in TSurrogate surrogate, ref TValue value)
    {
        if (typeof(TValue).IsValueType || value is null)
        {
            value = converter.ConvertFromSurrogate(in surrogate);
        }
        else if (populate is null)
        {
            throw new NotSupportedException($"KRW7107: {value.GetType()} derives from {typeof(TValue)}, whose converter does not implement IPopulator.");
        }
        else
        {
            populate(in surrogate, value);
        }
    }
}
