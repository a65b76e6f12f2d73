using System.Buffers;
using System.Text.Json;

namespace Krewe.Silo.Front.Protocol;

/// <summary>
/// Writes the body for the model server. Tensors are copied as the bytes that were read; only what was checked is written,
/// so a member that another reader would understand differently does not pass.
/// </summary>
internal static class BackendRequestWriter
{
    /// <summary>Writes a request without the parameters that are Krewe's.</summary>
    internal static void Write(IBufferWriter<byte> output, InferenceRequest request)
    {
        var json = JsonWriters.Take(output);
        json.WriteStartObject();
        if (request.Id is { } id)
        {
            json.WriteString("id"u8, id);
        }

        WriteParameters(json, request.Parameters.Forwarded);
        json.WriteStartArray("inputs"u8);
        foreach (var input in request.Inputs)
        {
            WriteInput(json, input);
        }

        json.WriteEndArray();
        if (request.Outputs.Count > 0)
        {
            json.WriteStartArray("outputs"u8);
            foreach (var requested in request.Outputs)
            {
                json.WriteStartObject();
                json.WriteString("name"u8, requested.Name);
                WriteParameters(json, requested.Parameters);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
        JsonWriters.Return(json);
    }

    private static void WriteInput(Utf8JsonWriter json, InferenceInput input)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, input.Name);
        json.WriteStartArray("shape"u8);
        foreach (var dimension in input.Shape)
        {
            json.WriteNumberValue(dimension);
        }

        json.WriteEndArray();
        json.WriteString("datatype"u8, input.Datatype.WireName());
        WriteParameters(json, input.Parameters);
        json.WritePropertyName("data"u8);
        json.WriteRawValue(input.Data.Span, skipInputValidation: true);
        json.WriteEndObject();
    }

    private static void WriteParameters(Utf8JsonWriter json, IReadOnlyList<RawParameter> parameters)
    {
        if (parameters.Count == 0)
        {
            return;
        }

        json.WriteStartObject("parameters"u8);
        foreach (var parameter in parameters)
        {
            json.WritePropertyName(parameter.Name);
            json.WriteRawValue(parameter.Value.Span, skipInputValidation: true);
        }

        json.WriteEndObject();
    }
}
