using System.Text.Json;

namespace Krewe.Silo.Front.Protocol;

/// <summary>Reads one object of a request's <c>outputs</c>.</summary>
internal static class RequestedOutputReader
{
    internal static RequestedOutput Read(ref JsonScanner json, InferenceLimits limits)
    {
        json.Expect(JsonTokenType.StartObject, "an object with the output's \"name\"");
        bool hasName = false, hasParameters = false;
        string? name = null;
        RawParameter[] parameters = [];
        while (json.ReadMember())
        {
            if (json.Reader.ValueTextEquals("name"u8))
            {
                json.Once(ref hasName, "name");
                json.Place.Member = "name";
                json.Read();
                name = json.ReadName("an output's name", limits.MaxNameBytes);
            }
            else if (json.Reader.ValueTextEquals("parameters"u8))
            {
                json.Once(ref hasParameters, "parameters");
                json.Place.Member = "parameters";
                json.Read();
                parameters = ParametersReader.ReadForwarded(ref json, limits);
            }
            else
            {
                json.Read();
                json.Skip();
            }

            json.Place.Member = null;
        }

        return name is null
            ? throw json.Fault(ProtocolCodes.MissingMember, "\"name\" is missing; a requested output has a \"name\"")
            : new RequestedOutput(name, parameters);
    }
}
