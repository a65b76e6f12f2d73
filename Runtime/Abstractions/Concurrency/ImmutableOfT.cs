namespace Orleans.Concurrency;

/// <summary>Wraps a value that is promised never to change, so that it is shared and not copied.</summary>
/// <typeparam name="T">The value's type.</typeparam>
[GenerateSerializer, Immutable, Alias("immutable`1")]
public readonly struct Immutable<T> : IEquatable<Immutable<T>>
{
    /// <summary>The value.</summary>
    [Id(0)]
#pragma warning disable CA1051 // The field is the API.
    public readonly T Value;
#pragma warning restore CA1051

    /// <summary>Wraps a value.</summary>
    /// <param name="value">The value; not to be changed afterwards.</param>
    public Immutable(T value) => Value = value;

    /// <inheritdoc/>
    public bool Equals(Immutable<T> other) => EqualityComparer<T>.Default.Equals(Value, other.Value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Immutable<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value is null ? 0 : EqualityComparer<T>.Default.GetHashCode(Value);

    /// <summary>Whether the values are equal.</summary>
    public static bool operator ==(Immutable<T> left, Immutable<T> right) => left.Equals(right);

    /// <summary>Whether the values differ.</summary>
    public static bool operator !=(Immutable<T> left, Immutable<T> right) => !left.Equals(right);
}
