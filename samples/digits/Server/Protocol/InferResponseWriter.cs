using System.Buffers;
using System.Text.Json;
using Digits.Network;

namespace Digits.Server.Protocol;

/// <summary>Writes the JSON of an inference response.</summary>
internal static class InferResponseWriter
{
    /// <summary>Writes the outputs that <paramref name="request"/> asks for.</summary>
    /// <param name="to">Receives the bytes.</param>
    /// <param name="request">What is answered.</param>
    /// <param name="count">Images in the batch.</param>
    /// <param name="scores">Probabilities [count, 10].</param>
    public static void Write(IBufferWriter<byte> to, InferRequest request, int count, ReadOnlySpan<float> scores)
    {
        using Utf8JsonWriter json = new(to);
        json.WriteStartObject();
        json.WriteString("model_name"u8, DigitModel.Name);
        json.WriteString("model_version"u8, DigitModel.Version);
        if (request.Id is { } id)
            json.WriteString("id"u8, id);
        json.WriteStartArray("outputs"u8);
        foreach (string output in request.Outputs)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, output);
            json.WriteStartArray("shape"u8);
            json.WriteNumberValue(count);
            if (output == DigitModel.ScoresOutput)
                json.WriteNumberValue(DigitNetwork.Classes);
            json.WriteEndArray();
            json.WriteString("datatype"u8, output == DigitModel.ScoresOutput ? "FP32"u8 : "INT64"u8);
            json.WriteStartArray("data"u8);
            if (output == DigitModel.ScoresOutput)
            {
                foreach (float score in scores)
                    json.WriteNumberValue(score);
            }
            else
            {
                for (int i = 0; i < count; i++)
                    json.WriteNumberValue(DigitNetwork.Label(scores.Slice(i * DigitNetwork.Classes, DigitNetwork.Classes)));
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
