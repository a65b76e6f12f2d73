using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Orleans.Runtime;

/// <summary>Gives what travelled with a grain that moved.</summary>
public interface IRehydrationContext
{
    /// <summary>The keys that are there.</summary>
    IEnumerable<string> Keys { get; }

    /// <summary>Gets bytes. False when they are not there.</summary>
    /// <param name="key">Their name.</param>
    /// <param name="value">The bytes.</param>
    bool TryGetBytes(string key, out ReadOnlySequence<byte> value);

    /// <summary>Gets a value. False when it is not there or of another type.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <param name="key">Its name.</param>
    /// <param name="value">The value.</param>
    bool TryGetValue<T>(string key, [NotNullWhen(true)] out T? value);
}
