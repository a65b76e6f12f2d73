using System.Text.Json;

namespace Krewe.Silo.Front.Protocol;

/// <summary>Reads a <c>parameters</c> object as it stands: names once, values scalar.</summary>
internal static class ParametersReader
{
    /// <summary>Reads the object, or null, on which the scanner stands.</summary>
    /// <exception cref="ProtocolException">
    /// No object, a name twice, too many, a value that is no scalar, or a reference to data elsewhere.
    /// </exception>
    internal static RawParameter[] Read(ref JsonScanner json, InferenceLimits limits)
    {
        if (json.Token == JsonTokenType.Null)
        {
            return [];
        }

        json.Expect(JsonTokenType.StartObject, "an object of parameters");
        var names = default(NameSet);
        var parameters = new List<RawParameter>();
        while (json.ReadMember())
        {
            if (parameters.Count == limits.MaxParameters)
            {
                throw json.Fault(ProtocolCodes.TooManyParameters, $"there are more than {limits.MaxParameters} parameters");
            }

            var name = json.Bounded("a parameter's name", limits.MaxNameBytes);
            json.Place.Parameter = name;
            if (!names.Add(name))
            {
                throw json.Fault(ProtocolCodes.DuplicateMember, "this parameter stands twice; give it once");
            }

            json.Read();
            var kind = json.Token;
            if (kind is not (JsonTokenType.String or JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False))
            {
                throw json.Fault(
                    ProtocolCodes.WrongJsonType, $"a parameter is a string, a number or a boolean, not {JsonScanner.Name(kind)}");
            }

            if (BinaryExtension.IsReference(name))
            {
                throw json.Fault(
                    ProtocolCodes.ExtensionNotSupported, "tensors outside of the JSON are not supported; send them in \"data\"");
            }

            parameters.Add(new RawParameter(name, kind, json.From(json.Reader.TokenStartIndex)));
        }

        json.Place.Parameter = null;
        return [.. parameters];
    }

    /// <summary>The same without the wish for a binary answer.</summary>
    internal static RawParameter[] ReadForwarded(ref JsonScanner json, InferenceLimits limits)
    {
        var parameters = Read(ref json, limits);
        return Array.Exists(parameters, p => BinaryExtension.IsWish(p.Name))
            ? Array.FindAll(parameters, p => !BinaryExtension.IsWish(p.Name))
            : parameters;
    }
}
