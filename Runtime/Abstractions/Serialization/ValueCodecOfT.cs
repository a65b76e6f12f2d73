namespace Krewe.Runtime.Serialization;

/// <summary>Writes, reads and copies values of one type.</summary>
/// <typeparam name="T">The declared type; values may be null where it is a reference type, and of a derived type.</typeparam>
public abstract class ValueCodec<T> : ValueCodec
{
    /// <inheritdoc/>
    public sealed override Type Type => typeof(T);

    /// <summary>Writes a value.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="value">The value.</param>
    public abstract void Write(ref WireWriter writer, T value);

    /// <summary>Reads a value.</summary>
    /// <param name="reader">Where from.</param>
    /// <exception cref="WireFormatException">The input is no value of the type.</exception>
    public abstract T Read(ref WireReader reader);

    /// <summary>A value that shares nothing that can change with the given one.</summary>
    /// <param name="value">The value.</param>
    public abstract T Copy(T value);

    /// <inheritdoc/>
    public sealed override void WriteBoxed(ref WireWriter writer, object? value) => Write(ref writer, (T)value!);

    /// <inheritdoc/>
    public sealed override object? ReadBoxed(ref WireReader reader) => Read(ref reader);

    /// <inheritdoc/>
    public sealed override object? CopyBoxed(object? value) => Copy((T)value!);
}
