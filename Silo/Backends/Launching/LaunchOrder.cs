using Krewe.Silo.Backends.Accelerators;

namespace Krewe.Silo.Backends.Launching;

/// <summary>What the launcher needs to know to start one model server.</summary>
internal sealed record LaunchOrder
{
    /// <summary>The replica that the server belongs to, <c>tenant/model@region/n</c>.</summary>
    public required string Replica { get; init; }

    /// <summary>The epoch of the lease that the server runs under.</summary>
    public required long Epoch { get; init; }

    /// <summary>A program: a path, or a name that is looked up in PATH.</summary>
    public required string Command { get; init; }

    /// <summary>Its arguments; <c>{port}</c> is replaced.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>The spec's own environment; <c>{port}</c> is replaced in values.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Where the program starts; null for the silo's own directory.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>The granted accelerators; none hides all of them.</summary>
    public AcceleratorGrant Accelerators { get; init; } = AcceleratorGrant.None;

    /// <summary>Granted CPU in cores; 0 when nothing was asked for.</summary>
    public double CpuCores { get; init; }

    /// <summary>Granted memory in bytes; 0 when nothing was asked for.</summary>
    public long MemoryBytes { get; init; }
}
