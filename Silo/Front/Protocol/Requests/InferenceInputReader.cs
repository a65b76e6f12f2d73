using System.Text.Json;

namespace Krewe.Silo.Front.Protocol;

/// <summary>Reads one object of <c>inputs</c>. Its members come in any order.</summary>
internal static class InferenceInputReader
{
    /// <summary>The levels above a tensor's data: the body, the list, the tensor.</summary>
    internal const int LevelsAboveData = 3;

    /// <summary>Reads the object on which the scanner stands.</summary>
    /// <param name="json">Stands on the object's first token.</param>
    /// <param name="limits">What is allowed.</param>
    /// <param name="elementsLeft">Elements that the request may still have; reduced by this input's.</param>
    internal static InferenceInput Read(ref JsonScanner json, InferenceLimits limits, ref long elementsLeft)
    {
        json.Expect(JsonTokenType.StartObject, "an object: a tensor");
        bool hasName = false, hasShape = false, hasDatatype = false, hasData = false, hasParameters = false;
        string? name = null;
        long[]? shape = null;
        TensorDatatype? datatype = null;
        RawParameter[] parameters = [];
        var (data, dataOffset, elements, dataRead) = (ReadOnlyMemory<byte>.Empty, 0L, 0L, false);

        while (json.ReadMember())
        {
            if (json.Reader.ValueTextEquals("data"u8))
            {
                Enter(ref json, ref hasData, "data");
                dataOffset = json.Reader.TokenStartIndex;
                dataRead = shape is not null && datatype is not null;
                if (dataRead)
                {
                    TensorDataReader.Read(ref json, datatype, shape, elements);
                    data = json.From(dataOffset);
                }
                else
                {
                    data = json.Skip(LevelsAboveData + TensorShape.MaxRank - limits.MaxDepth);
                }
            }
            else if (json.Reader.ValueTextEquals("name"u8))
            {
                Enter(ref json, ref hasName, "name");
                name = json.ReadName("an input's name", limits.MaxNameBytes);
            }
            else if (json.Reader.ValueTextEquals("shape"u8))
            {
                Enter(ref json, ref hasShape, "shape");
                shape = ShapeReader.Read(ref json);
                elements = ShapeReader.Count(ref json, shape, elementsLeft);
            }
            else if (json.Reader.ValueTextEquals("datatype"u8))
            {
                Enter(ref json, ref hasDatatype, "datatype");
                datatype = ReadDatatype(ref json);
            }
            else if (json.Reader.ValueTextEquals("parameters"u8))
            {
                Enter(ref json, ref hasParameters, "parameters");
                parameters = ParametersReader.ReadForwarded(ref json, limits);
            }
            else
            {
                json.Read();
                json.Skip();
            }

            json.Place.Member = null;
        }

        if (!(hasName && hasShape && hasDatatype && hasData))
        {
            var missing = !hasName ? "name" : !hasShape ? "shape" : !hasDatatype ? "datatype" : "data";
            throw json.Fault(
                ProtocolCodes.MissingMember, $"\"{missing}\" is missing; an input has \"name\", \"shape\", \"datatype\" and \"data\"");
        }

        if (!dataRead)
        {
            ReadLate(ref json, data, dataOffset, datatype!.Value, shape!, elements);
        }

        elementsLeft -= elements;
        return new InferenceInput(name!, datatype!.Value, shape!, elements, data, parameters);
    }

    internal static TensorDatatype ReadDatatype(ref JsonScanner json)
    {
        json.Expect(JsonTokenType.String, "a string: a datatype");
        return TensorDatatypes.Read(ref json.Reader) ?? throw json.Fault(
            ProtocolCodes.UnknownDatatype,
            $"{ProtocolText.Quote(json.Reader.ValueSpan)} is no datatype; it is one of {TensorDatatypes.All}");
    }

    private static void Enter(ref JsonScanner json, ref bool seen, string member)
    {
        json.Once(ref seen, member);
        json.Place.Member = member;
        json.Read();
    }

    /// <summary>Data that came before its shape and datatype was only passed over; now it is read.</summary>
    private static void ReadLate(
        ref JsonScanner json, ReadOnlyMemory<byte> data, long offset, TensorDatatype datatype, long[] shape, long elements)
    {
        var late = new JsonScanner(data, TensorShape.MaxRank, offset) { Place = json.Place };
        late.Place.Member = "data";
        late.Read();
        TensorDataReader.Read(ref late, datatype, shape, elements);
    }
}
