using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Krewe.Silo.Front.Protocol;

/// <summary>
/// Reads the body of an inference request and checks all of it in one pass. Members that the protocol does not know are
/// passed over (they must be well-formed) and not forwarded.
/// </summary>
internal static class InferenceRequestReader
{
    /// <summary>Reads a request.</summary>
    /// <param name="body">The body; the request's slices point into it.</param>
    /// <param name="limits">What it may contain at most.</param>
    /// <exception cref="ProtocolException">The body is no valid request.</exception>
    internal static InferenceRequest Read(ReadOnlyMemory<byte> body, InferenceLimits limits) =>
        TryRead(body, limits, out var request, out var fault) ? request : throw new ProtocolException(fault);

    /// <summary>Reads a request, or says why it is none.</summary>
    /// <param name="body">The body; the request's slices point into it.</param>
    /// <param name="limits">What it may contain at most.</param>
    /// <param name="request">The request.</param>
    /// <param name="fault">Why there is none; it has the request's id when that had been read.</param>
    internal static bool TryRead(
        ReadOnlyMemory<byte> body,
        InferenceLimits limits,
        [NotNullWhen(true)] out InferenceRequest? request,
        [NotNullWhen(false)] out ProtocolFault? fault)
    {
        (request, fault) = (null, null);
        var json = new JsonScanner(body, limits.MaxDepth);
        string? id = null;
        try
        {
            request = Read(ref json, limits, ref id);
            return true;
        }
        catch (JsonException error)
        {
            fault = json.Malformed(error).Fault with { RequestId = id };
        }
        catch (ProtocolException error)
        {
            fault = error.Fault with { RequestId = id };
        }

        return false;
    }

    private static InferenceRequest Read(ref JsonScanner json, InferenceLimits limits, ref string? id)
    {
        bool hasId = false, hasParameters = false, hasInputs = false, hasOutputs = false;
        var parameters = RequestParameters.None;
        InferenceInput[] inputs = [];
        RequestedOutput[] outputs = [];
        json.Begin();
        while (json.ReadMember())
        {
            if (json.Reader.ValueTextEquals("inputs"u8))
            {
                Enter(ref json, ref hasInputs, "inputs");
                inputs = ReadInputs(ref json, limits);
            }
            else if (json.Reader.ValueTextEquals("id"u8))
            {
                Enter(ref json, ref hasId, "id");
                id = json.Token == JsonTokenType.Null ? null : json.ReadName("the id", limits.MaxNameBytes, mayBeEmpty: true);
            }
            else if (json.Reader.ValueTextEquals("outputs"u8))
            {
                Enter(ref json, ref hasOutputs, "outputs");
                outputs = ReadOutputs(ref json, limits);
            }
            else if (json.Reader.ValueTextEquals("parameters"u8))
            {
                Enter(ref json, ref hasParameters, "parameters");
                parameters = RequestParametersReader.Read(ref json, limits);
            }
            else
            {
                json.Read();
                json.Skip();
            }

            json.Place.Section = null;
        }

        if (!hasInputs)
        {
            throw json.Fault(ProtocolCodes.MissingMember, "\"inputs\" is missing; a request has \"inputs\" with at least one tensor");
        }

        json.End();
        return new InferenceRequest(id, parameters, inputs, outputs);
    }

    private static InferenceInput[] ReadInputs(ref JsonScanner json, InferenceLimits limits)
    {
        json.Expect(JsonTokenType.StartArray, "an array of tensors");
        var inputs = new List<InferenceInput>(1);
        var names = default(NameSet);
        var elementsLeft = limits.MaxElements;
        for (json.Read(); json.Token != JsonTokenType.EndArray; json.Read())
        {
            if (inputs.Count == limits.MaxInputs)
            {
                throw json.Fault(ProtocolCodes.InputCount, $"there are more than {limits.MaxInputs} inputs");
            }

            json.Place.Index = inputs.Count;
            var input = InferenceInputReader.Read(ref json, limits, ref elementsLeft);
            if (!names.Add(input.Name))
            {
                throw json.Fault(
                    ProtocolCodes.DuplicateTensor,
                    $"an input before this one has its name, {ProtocolText.Quote(input.Name)}; names are unique");
            }

            inputs.Add(input);
            json.Place.Index = -1;
        }

        return inputs.Count > 0
            ? [.. inputs]
            : throw json.Fault(ProtocolCodes.InputCount, "it is empty; a request has at least one input");
    }

    private static RequestedOutput[] ReadOutputs(ref JsonScanner json, InferenceLimits limits)
    {
        if (json.Token == JsonTokenType.Null)
        {
            return [];
        }

        json.Expect(JsonTokenType.StartArray, "an array of outputs");
        var outputs = new List<RequestedOutput>();
        var names = default(NameSet);
        for (json.Read(); json.Token != JsonTokenType.EndArray; json.Read())
        {
            if (outputs.Count == limits.MaxOutputs)
            {
                throw json.Fault(ProtocolCodes.OutputCount, $"there are more than {limits.MaxOutputs} outputs");
            }

            json.Place.Index = outputs.Count;
            var output = RequestedOutputReader.Read(ref json, limits);
            if (!names.Add(output.Name))
            {
                throw json.Fault(
                    ProtocolCodes.DuplicateTensor,
                    $"an output before this one has its name, {ProtocolText.Quote(output.Name)}; names are unique");
            }

            outputs.Add(output);
            json.Place.Index = -1;
        }

        return [.. outputs];
    }

    private static void Enter(ref JsonScanner json, ref bool seen, string member)
    {
        json.Once(ref seen, member);
        json.Place.Section = member;
        json.Read();
    }
}
