using System.Collections.Immutable;
using Krewe.Models;

namespace Krewe.Client.Inference;

/// <summary>What a model takes and gives.</summary>
/// <param name="Name">The model.</param>
/// <param name="Versions">The versions that are served.</param>
/// <param name="Platform">What its server says that it runs on; may be empty.</param>
/// <param name="Inputs">The inputs.</param>
/// <param name="Outputs">The outputs.</param>
public sealed record ModelMetadata(
    string Name,
    ImmutableArray<string> Versions,
    string Platform,
    ImmutableArray<TensorSpec> Inputs,
    ImmutableArray<TensorSpec> Outputs);
