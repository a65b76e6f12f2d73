using System.Text.Json;

namespace Krewe.Silo.Front.Protocol;

/// <summary>Reads one object of an answer's <c>outputs</c>.</summary>
internal static class ResponseOutputReader
{
    internal static ResponseOutput Read(ref JsonScanner json, InferenceLimits limits, ref long elementsLeft)
    {
        json.Expect(JsonTokenType.StartObject, "an object: a tensor");
        bool hasName = false, hasShape = false, hasDatatype = false, hasData = false;
        var start = json.Reader.TokenStartIndex;
        var (name, shape, data, dataOffset, elements, dataRead) = ("", Array.Empty<long>(), ReadOnlyMemory<byte>.Empty, 0L, 0L, false);
        while (json.ReadMember())
        {
            if (json.Reader.ValueTextEquals("data"u8))
            {
                Enter(ref json, ref hasData, "data");
                dataOffset = json.Reader.TokenStartIndex;
                dataRead = hasShape;
                if (dataRead)
                {
                    TensorDataReader.Read(ref json, null, shape, elements);
                }
                else
                {
                    data = json.Skip(InferenceInputReader.LevelsAboveData + TensorShape.MaxRank - limits.MaxDepth);
                }
            }
            else if (json.Reader.ValueTextEquals("name"u8))
            {
                Enter(ref json, ref hasName, "name");
                name = json.ReadName("an output's name", limits.MaxNameBytes);
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
                InferenceInputReader.ReadDatatype(ref json);
            }
            else
            {
                json.Read();
                json.Skip();
            }

            json.Place.Member = null;
        }

        var raw = json.From(start);
        if (!(hasName && hasShape && hasDatatype && hasData))
        {
            throw json.Fault(ProtocolCodes.MissingMember, "an output has \"name\", \"shape\", \"datatype\" and \"data\"");
        }

        if (!dataRead)
        {
            var late = new JsonScanner(data, TensorShape.MaxRank, dataOffset) { Place = json.Place };
            late.Place.Member = "data";
            late.Read();
            TensorDataReader.Read(ref late, null, shape, elements);
        }

        elementsLeft -= elements;
        return new ResponseOutput(name, raw);
    }

    private static void Enter(ref JsonScanner json, ref bool seen, string member)
    {
        json.Once(ref seen, member);
        json.Place.Member = member;
        json.Read();
    }
}
