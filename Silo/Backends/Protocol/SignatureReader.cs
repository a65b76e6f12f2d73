using System.Collections.Immutable;
using System.Text.Json;
using Krewe.Models;

namespace Krewe.Silo.Backends.Protocol;

/// <summary>Reads what a model takes and gives from its server's metadata.</summary>
internal static class SignatureReader
{
    /// <summary>The signature, or null with the fault.</summary>
    public static (ModelSignature? Signature, string Fault) Read(ReadOnlyMemory<byte> metadata)
    {
        try
        {
            using var document = JsonDocument.Parse(metadata);
            var root = document.RootElement;
            return (new ModelSignature
            {
                Platform = root.TryGetProperty("platform", out var platform) ? platform.GetString() ?? "" : "",
                Inputs = Tensors(root, "inputs"),
                Outputs = Tensors(root, "outputs"),
            }, "");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return (null, $"its metadata is not the protocol's: {exception.Message}");
        }
    }

    private static ImmutableArray<TensorSpec> Tensors(JsonElement root, string name) =>
        root.TryGetProperty(name, out var tensors) ? [.. tensors.EnumerateArray().Select(Tensor)] : [];

    private static TensorSpec Tensor(JsonElement tensor) => new()
    {
        Name = tensor.GetProperty("name").GetString() ?? throw new FormatException("a tensor's name is null"),
        Datatype = tensor.GetProperty("datatype").GetString() ?? throw new FormatException("a tensor's datatype is null"),
        Shape = [.. tensor.GetProperty("shape").EnumerateArray().Select(dimension => dimension.GetInt64())],
    };
}
