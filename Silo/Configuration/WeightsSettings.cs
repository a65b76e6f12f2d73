namespace Krewe.Silo.Configuration;

/// <summary>Where files of models are kept, how much of them, and how quickly they may come.</summary>
public sealed record WeightsSettings
{
    /// <summary>The directory; absolute. Null for <c>weights</c> in the data directory.</summary>
    public string? Directory { get; init; }

    /// <summary>The most bytes that they may take; null for 80 % of the disk.</summary>
    public long? MaxBytes { get; init; }

    /// <summary>The most bytes that fetching them may take in a second; null for no limit.</summary>
    public long? BytesPerSecond { get; init; }
}
