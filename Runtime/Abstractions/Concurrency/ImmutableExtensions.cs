namespace Orleans.Concurrency;

/// <summary>Makes <see cref="Immutable{T}"/>.</summary>
public static class ImmutableExtensions
{
    /// <summary>Wraps a value that is promised never to change.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <param name="value">The value.</param>
    public static Immutable<T> AsImmutable<T>(this T value) => new(value);
}
