using System.Collections.Immutable;

namespace Krewe.Specs;

/// <summary>The model server behind each replica: a command that is launched, or the address of one that runs elsewhere. Exactly one of the two.</summary>
[GenerateSerializer, Immutable, Alias("krewe.BackendSpec")]
public sealed record BackendSpec
{
    /// <summary>The program to start; a path, or a name that is looked up in PATH. Null for a server by address.</summary>
    [Id(0)]
    public string? Command { get; init; }

    /// <summary>Its arguments; <c>{port}</c> is replaced by the port that it is to listen on.</summary>
    [Id(1)]
    public ImmutableArray<string> Arguments { get; init; } = [];

    /// <summary>Added to its environment; <c>{port}</c> is replaced as in the arguments.</summary>
    [Id(2)]
    public ImmutableDictionary<string, string> Environment { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Its working directory, absolute; null for the silo's own.</summary>
    [Id(3)]
    public string? WorkingDirectory { get; init; }

    /// <summary>The base address of a server that runs elsewhere (<c>http://host:port</c>). Null for a launched one.</summary>
    [Id(4)]
    public string? Url { get; init; }

    /// <summary>What the server calls the model; null when it uses the spec's name.</summary>
    [Id(5)]
    public string? ModelName { get; init; }

    /// <summary>How long it may take to become ready; 100 ms to 1 h, default 60 s.</summary>
    [Id(6)]
    public TimeSpan StartupTimeout { get; init; } = SpecDefaults.StartupTimeout;

    /// <summary>How long it has to finish after TERM before KILL; 0 to 10 min, default 3 s.</summary>
    [Id(7)]
    public TimeSpan StopGrace { get; init; } = SpecDefaults.StopGrace;

    /// <summary>Files that are on the host before the server starts; <c>{weights}</c> in arguments and environment is the directory that has them.</summary>
    [Id(8)]
    public ImmutableArray<WeightsSpec> Weights { get; init; } = [];

    /// <inheritdoc/>
    public bool Equals(BackendSpec? other) =>
        other is not null && Command == other.Command && WorkingDirectory == other.WorkingDirectory && Url == other.Url
        && ModelName == other.ModelName && StartupTimeout == other.StartupTimeout && StopGrace == other.StopGrace
        && Arguments.SequenceEqual(other.Arguments) && Weights.SequenceEqual(other.Weights) && Environment.Count == other.Environment.Count
        && Environment.All(pair => other.Environment.TryGetValue(pair.Key, out var value) && value == pair.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => (Command, WorkingDirectory, Url, ModelName, Arguments.Length, Weights.Length, Environment.Count).GetHashCode();
}
