namespace Orleans;

/// <summary>Why an activation ends.</summary>
public readonly struct DeactivationReason : IEquatable<DeactivationReason>
{
    /// <summary>A reason.</summary>
    /// <param name="code">Which.</param>
    /// <param name="text">In words.</param>
    public DeactivationReason(DeactivationReasonCode code, string text)
        : this(code, null, text)
    {
    }

    /// <summary>A reason with its cause.</summary>
    /// <param name="code">Which.</param>
    /// <param name="exception">The cause, or null.</param>
    /// <param name="text">In words.</param>
    public DeactivationReason(DeactivationReasonCode code, Exception? exception, string text)
    {
        ReasonCode = code;
        Exception = exception;
        Description = text;
    }

    /// <summary>Which.</summary>
    public DeactivationReasonCode ReasonCode { get; }

    /// <summary>In words.</summary>
    public string Description { get; }

    /// <summary>The cause, or null.</summary>
    public Exception? Exception { get; }

    /// <inheritdoc/>
    public bool Equals(DeactivationReason other) =>
        ReasonCode == other.ReasonCode && Description == other.Description && ReferenceEquals(Exception, other.Exception);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is DeactivationReason other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => (int)ReasonCode;

    /// <inheritdoc/>
    public override string ToString() => Exception is null ? $"{ReasonCode}: {Description}" : $"{ReasonCode}: {Description} ({Exception.Message})";

    /// <summary>Whether both say the same.</summary>
    public static bool operator ==(DeactivationReason left, DeactivationReason right) => left.Equals(right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(DeactivationReason left, DeactivationReason right) => !left.Equals(right);
}
