using System.Text.Json;

namespace Krewe.Client.Inference;

/// <summary>A model's metadata as the protocol has it.</summary>
internal sealed record MetadataDocument(
    string? Name,
    string[]? Versions,
    string? Platform,
    MetadataDocument.Tensor[]? Inputs,
    MetadataDocument.Tensor[]? Outputs)
{
    public static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    internal sealed record Tensor(
        string? Name,
        string? Datatype,
        long[]? Shape);
}
