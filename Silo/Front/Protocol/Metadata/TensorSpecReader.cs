using System.Text.Json;
using Krewe.Models;

namespace Krewe.Silo.Front.Protocol;

/// <summary>Reads one tensor of a model's metadata.</summary>
internal static class TensorSpecReader
{
    internal static TensorSpec Read(ref JsonScanner json, InferenceLimits limits)
    {
        json.Expect(JsonTokenType.StartObject, "an object: a tensor");
        string? name = null;
        TensorDatatype? datatype = null;
        long[]? shape = null;
        while (json.ReadMember())
        {
            if (json.Reader.ValueTextEquals("name"u8))
            {
                Enter(ref json, "name");
                name = json.ReadName("a tensor's name", limits.MaxNameBytes);
            }
            else if (json.Reader.ValueTextEquals("datatype"u8))
            {
                Enter(ref json, "datatype");
                datatype = InferenceInputReader.ReadDatatype(ref json);
            }
            else if (json.Reader.ValueTextEquals("shape"u8))
            {
                Enter(ref json, "shape");
                shape = ShapeReader.Read(ref json, minimum: -1);
            }
            else
            {
                json.Read();
                json.Skip();
            }

            json.Place.Member = null;
        }

        return name is not null && datatype is { } known && shape is not null
            ? new TensorSpec { Name = name, Datatype = known.WireName(), Shape = [.. shape] }
            : throw json.Fault(ProtocolCodes.MissingMember, "a tensor has \"name\", \"datatype\" and \"shape\"");
    }

    private static void Enter(ref JsonScanner json, string member)
    {
        json.Place.Member = member;
        json.Read();
    }
}
