namespace Krewe.Commands.Apply;

/// <summary>What became of a model that was to be deleted.</summary>
internal sealed record DeletedModel
{
    /// <summary>As it was named.</summary>
    public required string Model { get; init; }

    /// <summary>Replicas that still stop.</summary>
    public int Left { get; init; }

    /// <summary>Whether it and its replicas are gone.</summary>
    public bool Gone { get; init; }
}
