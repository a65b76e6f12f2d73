namespace Krewe.Silo.Backends.Weights;

/// <summary>Where weights are kept, and how they are fetched.</summary>
internal sealed record WeightsOptions
{
    /// <summary>The directory of the cache; absolute.</summary>
    public required string Directory { get; init; }

    /// <summary>The most bytes of files and parts together; null for 80 % of the disk.</summary>
    public long? MaxBytes { get; init; }

    /// <summary>What all fetches take together at most, in bytes a second; null for no limit.</summary>
    public double? BytesPerSecond { get; init; }

    /// <summary>Bytes of the disk that stay free; never more than a twentieth of it.</summary>
    public long ReserveBytes { get; init; } = 1L << 30;

    /// <summary>How long a source may give nothing before its connection is given up.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Tries in a row that bring nothing before a fetch is given up.</summary>
    public int Tries { get; init; } = 5;

    /// <summary>The pause after the first try that brought nothing; it doubles.</summary>
    public TimeSpan RetryPause { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>How long a source that gave something else than it should is not asked again.</summary>
    public TimeSpan RefusedFor { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a fetch that has not asked for its next piece is waited for by others.</summary>
    public TimeSpan IdleAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>What is read in one turn, in bytes.</summary>
    public int PieceBytes { get; init; } = 256 << 10;

    /// <summary>Where the length of a file is not known, room is made for so many bytes at a time.</summary>
    public long UnknownStepBytes { get; init; } = 64L << 20;

    /// <summary>Files that are fetched ahead at the same time.</summary>
    public int PreloadsAtOnce { get; init; } = 2;
}
