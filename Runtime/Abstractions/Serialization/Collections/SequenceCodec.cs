namespace Krewe.Runtime.Serialization;

/// <summary>What all collections of one element type share: a count and the elements in the order of enumeration.</summary>
/// <typeparam name="TCollection">The collection.</typeparam>
/// <typeparam name="T">The element.</typeparam>
internal abstract class SequenceCodec<TCollection, T> : ValueCodec<TCollection>
{
    public sealed override void Write(ref WireWriter writer, TCollection value)
    {
        if (IsNull(value))
        {
            writer.WriteNull();
            return;
        }

        WriteCollection(ref writer, value);
    }

    public sealed override TCollection Read(ref WireReader reader) =>
        reader.TryReadNull() ? default! : ReadCollection(ref reader);

    public sealed override TCollection Copy(TCollection value)
    {
        if (IsNull(value) || IsImmutable)
        {
            return value;
        }

        ValueCodec<T> codec = Codecs.Get<T>();
        if (codec.IsImmutable)
        {
            return BuildLike(value, [.. Items(value)]);
        }

        using CopyDepth depth = CopyDepth.Enter();
        List<T> items = new(Count(value));
        foreach (T item in Items(value))
        {
            items.Add(codec.Copy(item));
        }

        return BuildLike(value, items);
    }

    protected abstract int Count(TCollection value);

    protected abstract TCollection Build(List<T> items);

    /// <summary>The elements, in the order in which <see cref="Build"/> takes them.</summary>
    protected virtual IEnumerable<T> Items(TCollection value) => (IEnumerable<T>)value!;

    protected virtual bool IsNull(TCollection value) => value is null;

    /// <summary>A copy also keeps what the wire keeps only in part, such as a comparer.</summary>
    protected virtual TCollection BuildLike(TCollection original, List<T> items) => Build(items);

    protected virtual void WriteCollection(ref WireWriter writer, TCollection value) => WriteItems(ref writer, value);

    protected virtual TCollection ReadCollection(ref WireReader reader) => Build(ReadItems(ref reader));

    protected void WriteItems(ref WireWriter writer, TCollection value)
    {
        ValueCodec<T> codec = Codecs.Get<T>();
        writer.BeginSequence(Count(value));
        foreach (T item in Items(value))
        {
            codec.Write(ref writer, item);
        }

        writer.EndSequence();
    }

    protected static List<T> ReadItems(ref WireReader reader)
    {
        ValueCodec<T> codec = Codecs.Get<T>();
        int count = reader.BeginSequence();
        List<T> items = new(Math.Min(count, WireLimits.MaxReserved));
        for (int i = 0; i < count; i++)
        {
            items.Add(codec.Read(ref reader));
        }

        reader.EndSequence();
        return items;
    }
}
