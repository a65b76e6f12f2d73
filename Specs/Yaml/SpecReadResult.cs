using System.Collections.Immutable;

namespace Krewe.Specs.Yaml;

/// <summary>What a file of specs holds, and everything that is wrong with it.</summary>
public sealed record SpecReadResult
{
    /// <summary>The models of the documents without a problem, in the order of the file.</summary>
    public ImmutableArray<ModelSpec> Models { get; init; } = [];

    /// <summary>Every problem, in the order of the file; empty when the file is valid.</summary>
    public ImmutableArray<SpecReadProblem> Problems { get; init; } = [];

    /// <summary>Whether the file is valid as a whole; if not, nothing of it should be applied.</summary>
    public bool IsValid => Problems.IsEmpty;
}
