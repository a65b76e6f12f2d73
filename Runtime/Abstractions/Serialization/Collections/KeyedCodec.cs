namespace Krewe.Runtime.Serialization;

/// <summary>Collections with a comparer. A comparer other than the default makes an object of two members: comparer and elements.</summary>
/// <typeparam name="TCollection">The collection.</typeparam>
/// <typeparam name="T">The element, or the pair of key and value.</typeparam>
/// <typeparam name="TComparer">What compares the keys.</typeparam>
internal abstract class KeyedCodec<TCollection, T, TComparer> : SequenceCodec<TCollection, T>
    where TComparer : class
{
    private const long Ordinal = 1;
    private const long OrdinalIgnoreCase = 2;

    protected abstract TComparer DefaultComparer { get; }

    protected abstract TComparer Comparer(TCollection value);

    protected abstract TCollection Build(List<T> items, TComparer comparer);

    protected sealed override TCollection Build(List<T> items) => Build(items, DefaultComparer);

    protected sealed override TCollection BuildLike(TCollection original, List<T> items) => Build(items, Comparer(original));

    protected sealed override void WriteCollection(ref WireWriter writer, TCollection value)
    {
        TComparer comparer = Comparer(value);
        if (ReferenceEquals(comparer, DefaultComparer) || comparer.Equals(DefaultComparer))
        {
            WriteItems(ref writer, value);
            return;
        }

        long code = ReferenceEquals(comparer, StringComparer.Ordinal) ? Ordinal
            : ReferenceEquals(comparer, StringComparer.OrdinalIgnoreCase) ? OrdinalIgnoreCase
            : throw SerializationErrors.Comparer(typeof(TCollection));
        writer.BeginObject();
        writer.WriteMember(0);
        writer.WriteInteger(code);
        writer.WriteMember(1);
        WriteItems(ref writer, value);
        writer.EndObject();
    }

    protected sealed override TCollection ReadCollection(ref WireReader reader)
    {
        if (reader.PeekKind() != WireKind.Object)
        {
            return BuildChecked(ref reader, ReadItems(ref reader), DefaultComparer);
        }

        TComparer comparer = DefaultComparer;
        List<T> items = [];
        reader.BeginObject();
        while (reader.ReadField(out ulong key))
        {
            switch (key)
            {
                case 2:
                    object named = reader.ReadInteger(Ordinal, OrdinalIgnoreCase) == Ordinal ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase;
                    comparer = named as TComparer ?? throw reader.Malformed($"a comparer of text for {typeof(TCollection)}");
                    break;
                case 3: items = ReadItems(ref reader); break;
                default: reader.Skip(); break;
            }
        }

        return BuildChecked(ref reader, items, comparer);
    }

    /// <summary>Null keys, and what keys throw that were read from malformed input, are malformed input.</summary>
    private TCollection BuildChecked(ref WireReader reader, List<T> items, TComparer comparer)
    {
        try
        {
            return Build(items, comparer);
        }
        catch (Exception exception)
        {
            throw new WireFormatException($"{reader.Malformed("keys that cannot be compared").Message} ({exception.Message})", exception);
        }
    }
}
