namespace Krewe.Admin;

/// <summary>How many replicas are wanted.</summary>
public sealed record ScaleRequest
{
    /// <summary>Replicas; in the range that a spec allows.</summary>
    public required int Replicas { get; init; }
}
