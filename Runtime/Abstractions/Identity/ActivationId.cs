using System.Diagnostics.CodeAnalysis;

namespace Orleans.Runtime;

/// <summary>The identity of one activation of a grain.</summary>
public readonly struct ActivationId : IEquatable<ActivationId>
{
    /// <summary>Makes an identity.</summary>
    /// <param name="key">Unique in the cluster.</param>
    public ActivationId(Guid key) => Key = key;

    /// <summary>The value.</summary>
    internal Guid Key { get; }

    /// <summary>Whether nothing was put in.</summary>
    public bool IsDefault => Key == Guid.Empty;

    /// <summary>The form that directories store: <c>@</c> and 32 hexadecimal digits.</summary>
    public string ToParsableString() => $"@{Key:N}";

    /// <summary>Reads <see cref="ToParsableString"/>.</summary>
    /// <param name="activationId">The text.</param>
    /// <exception cref="FormatException">It is not of that form.</exception>
    public static ActivationId FromParsableString(string activationId)
    {
        ArgumentNullException.ThrowIfNull(activationId);
        return activationId.StartsWith('@') && Guid.TryParseExact(activationId.AsSpan(1), "N", out var key)
            ? new ActivationId(key)
            : throw new FormatException($"'{activationId}' is not an activation identity: it would be '@' and 32 hexadecimal digits.");
    }

    /// <inheritdoc/>
    public bool Equals(ActivationId other) => Key.Equals(other.Key);

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is ActivationId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Key.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => ToParsableString();

    /// <summary>Whether both are the same activation.</summary>
    public static bool operator ==(ActivationId left, ActivationId right) => left.Equals(right);

    /// <summary>Whether they are different activations.</summary>
    public static bool operator !=(ActivationId left, ActivationId right) => !left.Equals(right);
}
