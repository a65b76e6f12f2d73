using System.Collections.Immutable;

namespace Krewe.Nvml;

/// <summary>Where the library is looked for, and how long is waited for it.</summary>
public sealed record NvmlLoadOptions
{
    /// <summary>The very file to open; null to look for it.</summary>
    public string? Path { get; init; }

    /// <summary>Folders to look into before the loader's own way and the places where drivers put it.</summary>
    public ImmutableArray<string> SearchFolders { get; init; } = [];

    /// <summary>
    /// How long a shutdown waits for calls that are running. When one has not returned by then it is wedged in the driver, and the library is
    /// left initialized rather than shut down under it. Default 5 s.
    /// </summary>
    public TimeSpan ShutdownPatience { get; init; } = TimeSpan.FromSeconds(5);
}
