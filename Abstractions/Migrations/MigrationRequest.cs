namespace Krewe.Migrations;

/// <summary>How the move of a replica is meant.</summary>
public sealed record MigrationRequest
{
    /// <summary>The host to go to; null for the best place on another one.</summary>
    public string? Host { get; init; }
}
