using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Krewe.Models;

namespace Krewe.Silo.Front.Protocol;

/// <summary>Reads the metadata of a model from its server. Members that the protocol does not know are passed over.</summary>
internal static class ModelMetadataReader
{
    /// <summary>Reads a signature, or says why it is none.</summary>
    /// <param name="body">What the server answered.</param>
    /// <param name="limits">What it may contain at most.</param>
    /// <param name="signature">The signature.</param>
    /// <param name="fault">502 with <see cref="ProtocolCodes.BackendMetadata"/>.</param>
    internal static bool TryRead(
        ReadOnlyMemory<byte> body,
        InferenceLimits limits,
        [NotNullWhen(true)] out ModelSignature? signature,
        [NotNullWhen(false)] out ProtocolFault? fault)
    {
        (signature, fault) = (null, null);
        var json = new JsonScanner(body, limits.MaxDepth);
        try
        {
            signature = Read(ref json, limits);
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
        ProtocolFault.BadGateway(ProtocolCodes.BackendMetadata, "the model server's metadata is not valid: " + error.Message);

    private static ModelSignature Read(ref JsonScanner json, InferenceLimits limits)
    {
        var platform = "";
        TensorSpec[]? inputs = null, outputs = null;
        json.Begin();
        while (json.ReadMember())
        {
            if (json.Reader.ValueTextEquals("inputs"u8))
            {
                inputs = ReadTensors(ref json, "inputs", limits.MaxInputs, limits);
            }
            else if (json.Reader.ValueTextEquals("outputs"u8))
            {
                outputs = ReadTensors(ref json, "outputs", limits.MaxOutputs, limits);
            }
            else if (json.Reader.ValueTextEquals("platform"u8))
            {
                json.Place.Section = "platform";
                json.Read();
                platform = json.Token == JsonTokenType.Null ? "" : json.ReadName("the platform", limits.MaxNameBytes, mayBeEmpty: true);
            }
            else
            {
                json.Read();
                json.Skip();
            }

            json.Place.Section = null;
        }

        if (inputs is null || outputs is null)
        {
            throw json.Fault(
                ProtocolCodes.MissingMember,
                $"\"{(inputs is null ? "inputs" : "outputs")}\" is missing; metadata has \"inputs\" and \"outputs\"");
        }

        json.End();
        return new ModelSignature { Platform = platform, Inputs = [.. inputs], Outputs = [.. outputs] };
    }

    private static TensorSpec[] ReadTensors(ref JsonScanner json, string section, int limit, InferenceLimits limits)
    {
        json.Place.Section = section;
        json.Read();
        json.Expect(JsonTokenType.StartArray, "an array of tensors");
        var tensors = new List<TensorSpec>();
        var names = default(NameSet);
        for (json.Read(); json.Token != JsonTokenType.EndArray; json.Read())
        {
            json.Place.Index = tensors.Count;
            var tensor = TensorSpecReader.Read(ref json, limits);
            if (tensors.Count == limit || !names.Add(tensor.Name))
            {
                throw tensors.Count == limit
                    ? json.Fault(ProtocolCodes.OutputCount, $"there are more than {limit} tensors")
                    : json.Fault(ProtocolCodes.DuplicateTensor, $"the name {ProtocolText.Quote(tensor.Name)} stands twice");
            }

            tensors.Add(tensor);
            json.Place.Index = -1;
        }

        return [.. tensors];
    }
}
