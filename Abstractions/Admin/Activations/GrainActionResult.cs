namespace Krewe.Admin.Activations;

/// <summary>What became of a grain that was to be deactivated or moved.</summary>
public sealed record GrainActionResult
{
    /// <summary>The grain: <c>type/key</c>.</summary>
    public required string Grain { get; init; }

    /// <summary>The silo that it was active on, by name; null when it was not active, and nothing was done.</summary>
    public string? From { get; init; }

    /// <summary>The silo that it was asked to go to, by name; null for a deactivation.</summary>
    public string? To { get; init; }

    /// <summary>What happens now, in words.</summary>
    public required string Message { get; init; }
}
