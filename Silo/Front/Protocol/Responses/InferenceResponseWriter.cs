using System.Buffers;
using System.Text.Json;

namespace Krewe.Silo.Front.Protocol;

/// <summary>Writes the answer to the client. Outputs are copied as the model server wrote them.</summary>
internal static class InferenceResponseWriter
{
    /// <summary>Writes the answer, with the outputs that were asked for, in the order asked; all when none was named.</summary>
    /// <param name="output">Takes the bytes; unchanged when a fault is returned.</param>
    /// <param name="response">The model server's answer.</param>
    /// <param name="modelName">The model as the client knows it.</param>
    /// <param name="modelVersion">The version that answered; null leaves it out.</param>
    /// <param name="request">What was asked: its id is echoed when it has one.</param>
    /// <returns>Null, or 502 when an output that was asked for is absent.</returns>
    internal static ProtocolFault? Write(
        IBufferWriter<byte> output, InferenceResponse response, string modelName, string? modelVersion, InferenceRequest request)
    {
        if (FindMissing(response, request) is { } missing)
        {
            return ProtocolFault.BadGateway(
                ProtocolCodes.BackendOutputMissing,
                $"the model server's answer has no output {ProtocolText.Quote(missing)}, which the request asks for.")
                with { RequestId = request.Id };
        }

        var json = JsonWriters.Take(output);
        json.WriteStartObject();
        json.WriteString("model_name"u8, modelName);
        if (modelVersion is not null)
        {
            json.WriteString("model_version"u8, modelVersion);
        }

        if (request.Id is { } id)
        {
            json.WriteString("id"u8, id);
        }

        if (!response.Parameters.IsEmpty)
        {
            json.WritePropertyName("parameters"u8);
            json.WriteRawValue(response.Parameters.Span, skipInputValidation: true);
        }

        WriteOutputs(json, response, request.Outputs);
        json.WriteEndObject();
        JsonWriters.Return(json);
        return null;
    }

    private static void WriteOutputs(Utf8JsonWriter json, InferenceResponse response, IReadOnlyList<RequestedOutput> requested)
    {
        json.WritePropertyName("outputs"u8);
        if (requested.Count == 0)
        {
            json.WriteRawValue(response.RawOutputs.Span, skipInputValidation: true);
            return;
        }

        json.WriteStartArray();
        foreach (var wanted in requested)
        {
            json.WriteRawValue(Find(response, wanted.Name)!.Value.Raw.Span, skipInputValidation: true);
        }

        json.WriteEndArray();
    }

    private static string? FindMissing(InferenceResponse response, InferenceRequest request)
    {
        foreach (var wanted in request.Outputs)
        {
            if (Find(response, wanted.Name) is null)
            {
                return wanted.Name;
            }
        }

        return null;
    }

    private static ResponseOutput? Find(InferenceResponse response, string name)
    {
        foreach (var output in response.Outputs)
        {
            if (output.Name == name)
            {
                return output;
            }
        }

        return null;
    }
}
