namespace Krewe.Admin.Activations;

/// <summary>Where a grain is to go.</summary>
public sealed record MigrateRequest
{
    /// <summary>The silo, by name.</summary>
    public required string Silo { get; init; }
}
