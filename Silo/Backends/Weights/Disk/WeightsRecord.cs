namespace Krewe.Silo.Backends.Weights.Disk;

/// <summary>What is kept beside a file.</summary>
internal sealed record WeightsRecord
{
    /// <summary>Its length in bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>When it was last changed as the disk said once it had been hashed; another time means that it has to be hashed again.</summary>
    public required DateTime ChangedAt { get; init; }

    /// <summary>When it was there.</summary>
    public required DateTimeOffset FetchedAt { get; init; }

    /// <summary>How long fetching took, in seconds.</summary>
    public double FetchSeconds { get; init; }

    /// <summary>Its uses, faded as of <see cref="UsedAt"/>.</summary>
    public double Uses { get; init; }

    /// <summary>When it was used last; null when it was not yet.</summary>
    public DateTimeOffset? UsedAt { get; init; }
}
