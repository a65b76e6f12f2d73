using System.Collections.Concurrent;

namespace Krewe.Runtime.Serialization;

/// <summary>The codecs of this process: built-in ones, generated ones, and those that follow from them.</summary>
public static class Codecs
{
    private static readonly ConcurrentDictionary<Type, ValueCodec> Known = new();

    /// <summary>The codec of a type.</summary>
    /// <typeparam name="T">The declared type of the values.</typeparam>
    /// <exception cref="Orleans.Serialization.CodecNotFoundException">There is none; the text says what to add.</exception>
    public static ValueCodec<T> Get<T>() => Cache<T>.Codec ??= (ValueCodec<T>)Get(typeof(T));

    /// <summary>The codec of a type.</summary>
    /// <param name="type">The declared type of the values.</param>
    /// <exception cref="Orleans.Serialization.CodecNotFoundException">There is none; the text says what to add.</exception>
    public static ValueCodec Get(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return Known.TryGetValue(type, out ValueCodec? codec) ? codec : Known.GetOrAdd(type, CodecFactory.Create(type));
    }

    private static class Cache<T>
    {
        // Written by whichever thread comes first; codecs hold no state, so a second one would do no harm.
        public static ValueCodec<T>? Codec;
    }
}
