using System.Buffers;

namespace Orleans.Runtime;

/// <summary>Takes what travels with a grain that moves.</summary>
public interface IDehydrationContext
{
    /// <summary>The keys written so far.</summary>
    IEnumerable<string> Keys { get; }

    /// <summary>Adds bytes.</summary>
    /// <param name="key">Its name.</param>
    /// <param name="value">The bytes.</param>
    void AddBytes(string key, ReadOnlySpan<byte> value);

    /// <summary>Adds bytes that a delegate writes.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <param name="key">Its name.</param>
    /// <param name="valueWriter">Writes the bytes.</param>
    /// <param name="value">The value.</param>
    void AddBytes<T>(string key, Action<T, IBufferWriter<byte>> valueWriter, T value);

    /// <summary>Adds a serializable value. False when its type has no serializer.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <param name="key">Its name.</param>
    /// <param name="value">The value.</param>
    bool TryAddValue<T>(string key, T? value);
}
