using System.Buffers;
using System.Text.Json;
using Krewe.Models;

namespace Krewe.Silo.Front.Protocol;

/// <summary>Writes the metadata of a model.</summary>
internal static class ModelMetadataWriter
{
    /// <summary>Writes <c>{name, versions, platform, inputs, outputs}</c>.</summary>
    internal static void Write(IBufferWriter<byte> output, string name, IEnumerable<string> versions, ModelSignature signature)
    {
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteString("name"u8, name);
        json.WriteStartArray("versions"u8);
        foreach (var version in versions)
        {
            json.WriteStringValue(version);
        }

        json.WriteEndArray();
        json.WriteString("platform"u8, signature.Platform);
        WriteTensors(json, "inputs"u8, signature.Inputs);
        WriteTensors(json, "outputs"u8, signature.Outputs);
        json.WriteEndObject();
    }

    private static void WriteTensors(Utf8JsonWriter json, ReadOnlySpan<byte> section, IEnumerable<TensorSpec> tensors)
    {
        json.WriteStartArray(section);
        foreach (var tensor in tensors)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, tensor.Name);
            json.WriteString("datatype"u8, tensor.Datatype);
            json.WriteStartArray("shape"u8);
            foreach (var dimension in tensor.Shape)
            {
                json.WriteNumberValue(dimension);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
