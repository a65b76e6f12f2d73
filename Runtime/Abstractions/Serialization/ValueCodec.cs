namespace Krewe.Runtime.Serialization;

/// <summary>Writes, reads and copies values of one type, here as objects. Codecs hold no state and are used by all threads.</summary>
public abstract class ValueCodec
{
    private protected ValueCodec()
    {
    }

    /// <summary>The declared type of the values.</summary>
    public abstract Type Type { get; }

    /// <summary>Whether values never change and are therefore shared instead of copied.</summary>
    public virtual bool IsImmutable => false;

    /// <summary>Writes a value.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="value">A value of <see cref="Type"/>.</param>
    public abstract void WriteBoxed(ref WireWriter writer, object? value);

    /// <summary>Reads a value.</summary>
    /// <param name="reader">Where from.</param>
    public abstract object? ReadBoxed(ref WireReader reader);

    /// <summary>A value that shares nothing that can change with the given one.</summary>
    /// <param name="value">A value of <see cref="Type"/>.</param>
    public abstract object? CopyBoxed(object? value);
}
