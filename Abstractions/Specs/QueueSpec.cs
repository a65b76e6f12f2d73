namespace Krewe.Specs;

/// <summary>The bounds of a model's queue.</summary>
[GenerateSerializer, Immutable, Alias("krewe.QueueSpec")]
public sealed record QueueSpec
{
    /// <summary>The most requests that wait; 1 to 1,000,000, default 1,000.</summary>
    [Id(0)]
    public int MaxRequests { get; init; } = SpecDefaults.QueueRequests;

    /// <summary>The most bytes of bodies that wait; 1 KiB to 64 GiB, default 256 MiB.</summary>
    [Id(1)]
    public long MaxBytes { get; init; } = SpecDefaults.QueueBytes;

    /// <summary>For each such time waited a request counts as one class more important; 100 ms to 1 h, default 10 s.</summary>
    [Id(2)]
    public TimeSpan AgeingBound { get; init; } = SpecDefaults.AgeingBound;
}
