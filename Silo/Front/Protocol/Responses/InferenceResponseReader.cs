using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Krewe.Silo.Front.Protocol;

/// <summary>
/// Reads a model server's answer to an inference in one pass. Structure, shapes and counts are checked; elements only for
/// being scalars, since what a model computes is its own.
/// </summary>
internal static class InferenceResponseReader
{
    /// <summary>Reads an answer, or says why it is none.</summary>
    /// <param name="body">The answer; the response's slices point into it.</param>
    /// <param name="limits">What it may contain at most.</param>
    /// <param name="response">The response.</param>
    /// <param name="fault">502 with <see cref="ProtocolCodes.BackendAnswer"/>.</param>
    internal static bool TryRead(
        ReadOnlyMemory<byte> body,
        InferenceLimits limits,
        [NotNullWhen(true)] out InferenceResponse? response,
        [NotNullWhen(false)] out ProtocolFault? fault)
    {
        (response, fault) = (null, null);
        var json = new JsonScanner(body, limits.MaxDepth);
        try
        {
            response = Read(ref json, limits);
            return true;
        }
        catch (JsonException error)
        {
            fault = Fault(json.Malformed(error));
        }
        catch (ProtocolException error)
        {
            fault = Fault(error);
        }

        return false;
    }

    private static ProtocolFault Fault(ProtocolException error) =>
        ProtocolFault.BadGateway(ProtocolCodes.BackendAnswer, "the model server's answer is not valid: " + error.Message);

    private static InferenceResponse Read(ref JsonScanner json, InferenceLimits limits)
    {
        bool hasParameters = false, hasOutputs = false;
        var (parameters, raw) = (ReadOnlyMemory<byte>.Empty, ReadOnlyMemory<byte>.Empty);
        ResponseOutput[] outputs = [];
        json.Begin();
        while (json.ReadMember())
        {
            if (json.Reader.ValueTextEquals("outputs"u8))
            {
                json.Once(ref hasOutputs, "outputs");
                json.Place.Section = "outputs";
                json.Read();
                var start = json.Reader.TokenStartIndex;
                outputs = ReadOutputs(ref json, limits);
                raw = json.From(start);
            }
            else if (json.Reader.ValueTextEquals("parameters"u8))
            {
                json.Once(ref hasParameters, "parameters");
                json.Place.Section = "parameters";
                json.Read();
                if (json.Token != JsonTokenType.Null)
                {
                    json.Expect(JsonTokenType.StartObject, "an object");
                    parameters = json.Skip();
                }
            }
            else
            {
                json.Read();
                json.Skip();
            }

            json.Place.Section = null;
        }

        if (!hasOutputs)
        {
            throw json.Fault(ProtocolCodes.MissingMember, "\"outputs\" is missing");
        }

        json.End();
        return new InferenceResponse(parameters, raw, outputs);
    }

    private static ResponseOutput[] ReadOutputs(ref JsonScanner json, InferenceLimits limits)
    {
        json.Expect(JsonTokenType.StartArray, "an array of tensors");
        var outputs = new List<ResponseOutput>(2);
        var names = default(NameSet);
        var elementsLeft = limits.MaxElements;
        for (json.Read(); json.Token != JsonTokenType.EndArray; json.Read())
        {
            if (outputs.Count == limits.MaxOutputs)
            {
                throw json.Fault(ProtocolCodes.OutputCount, $"there are more than {limits.MaxOutputs} outputs");
            }

            json.Place.Index = outputs.Count;
            var output = ResponseOutputReader.Read(ref json, limits, ref elementsLeft);
            if (!names.Add(output.Name))
            {
                throw json.Fault(ProtocolCodes.DuplicateTensor, $"the name {ProtocolText.Quote(output.Name)} stands twice");
            }

            outputs.Add(output);
            json.Place.Index = -1;
        }

        return [.. outputs];
    }
}
