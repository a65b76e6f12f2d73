namespace Krewe.Weights;

/// <summary>What a host has of a file.</summary>
[GenerateSerializer, Alias("krewe.WeightsState")]
public enum WeightsState
{
    /// <summary>All of it.</summary>
    Held,

    /// <summary>It is on its way.</summary>
    Fetching,

    /// <summary>Some of it, and nobody fetches the rest now.</summary>
    Partial,

    /// <summary>It could not be had.</summary>
    Failed,
}
