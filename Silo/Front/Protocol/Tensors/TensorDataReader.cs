using System.Text.Json;

namespace Krewe.Silo.Front.Protocol;

/// <summary>
/// Reads the <c>data</c> of one tensor: flat, or nested exactly as the shape says. Nothing is copied and nothing recurses;
/// the depth is bounded by the rank.
/// </summary>
internal static class TensorDataReader
{
    /// <summary>Reads from the array's first token to its last.</summary>
    /// <param name="json">Stands on the value of <c>data</c>.</param>
    /// <param name="datatype">What each element must be; null takes any scalar (answers of model servers).</param>
    /// <param name="shape">The tensor's dimensions.</param>
    /// <param name="elements">Their product.</param>
    /// <exception cref="ProtocolException">The data does not fit the shape or the datatype.</exception>
    internal static void Read(ref JsonScanner json, TensorDatatype? datatype, scoped ReadOnlySpan<long> shape, long elements)
    {
        json.Expect(JsonTokenType.StartArray, "an array of the tensor's elements");
        Span<long> position = stackalloc long[Math.Max(1, shape.Length)];
        position.Clear();
        json.Read();
        if (json.Token == JsonTokenType.StartArray && shape.Length > 1)
        {
            ReadNested(ref json, datatype, shape, position);
        }
        else
        {
            ReadFlat(ref json, datatype, shape, elements, position[..1]);
        }
    }

    private static void ReadFlat(
        ref JsonScanner json, TensorDatatype? datatype, scoped ReadOnlySpan<long> shape, long elements, scoped Span<long> position)
    {
        for (; json.Token != JsonTokenType.EndArray; json.Read())
        {
            if (position[0] == elements)
            {
                throw json.Fault(
                    ProtocolCodes.ElementCount,
                    $"there are more elements than shape {TensorShape.Format(shape)} has; it has {elements}");
            }

            CheckElement(ref json, datatype, shape, position);
            position[0]++;
        }

        if (position[0] != elements)
        {
            throw json.Fault(
                ProtocolCodes.ElementCount,
                $"there are {position[0]} elements, but shape {TensorShape.Format(shape)} has {elements}");
        }
    }

    private static void ReadNested(
        ref JsonScanner json, TensorDatatype? datatype, scoped ReadOnlySpan<long> shape, scoped Span<long> position)
    {
        for (var level = 0; ; json.Read())
        {
            if (json.Token == JsonTokenType.EndArray)
            {
                if (position[level] != shape[level])
                {
                    throw Ragged(ref json, shape, position[..level], $"{position[level]}", shape[level]);
                }

                if (--level < 0)
                {
                    return;
                }

                position[level]++;
                continue;
            }

            if (position[level] == shape[level])
            {
                throw Ragged(ref json, shape, position[..level], "more", shape[level]);
            }

            if (level == shape.Length - 1)
            {
                CheckElement(ref json, datatype, shape, position);
                position[level]++;
            }
            else if (json.Token == JsonTokenType.StartArray)
            {
                position[++level] = 0;
            }
            else
            {
                throw json.Fault(
                    ProtocolCodes.DataNesting,
                    $"{JsonScanner.Name(json.Token)} stands where shape {TensorShape.Format(shape)} has an array of {shape[level + 1]}; "
                    + "give the data flat, or nested as the shape says",
                    position[..(level + 1)]);
            }
        }
    }

    private static void CheckElement(
        ref JsonScanner json, TensorDatatype? datatype, scoped ReadOnlySpan<long> shape, scoped ReadOnlySpan<long> position)
    {
        if (json.Token == JsonTokenType.StartArray)
        {
            throw json.Fault(
                ProtocolCodes.DataNesting,
                $"an array stands where an element is due; shape {TensorShape.Format(shape)} takes flat data, "
                + $"or arrays nested {shape.Length} deep",
                position);
        }

        var verdict = datatype is { } type
            ? ElementCheck.Check(ref json.Reader, type)
            : json.Token == JsonTokenType.StartObject ? ElementCheck.Verdict.WrongType : ElementCheck.Verdict.Fits;
        if (verdict == ElementCheck.Verdict.Fits)
        {
            return;
        }

        if (verdict == ElementCheck.Verdict.OutOfRange)
        {
            throw json.Fault(
                ProtocolCodes.ElementRange,
                $"{ProtocolText.Quote(json.Reader.ValueSpan)} is no value of {datatype!.Value.WireName()}; "
                + $"an element is {ElementCheck.Describe(datatype.Value)}",
                position);
        }

        throw json.Fault(
            ProtocolCodes.ElementType,
            datatype is { } expected
                ? $"an element of {expected.WireName()} is {ElementCheck.Describe(expected)}, not {JsonScanner.Name(json.Token)}"
                : $"an element is a number, a string or a boolean, not {JsonScanner.Name(json.Token)}",
            position);
    }

    private static ProtocolException Ragged(
        ref JsonScanner json, scoped ReadOnlySpan<long> shape, scoped ReadOnlySpan<long> position, string found, long due) =>
        json.Fault(
            ProtocolCodes.DataNesting,
            $"this array has {found} elements, but shape {TensorShape.Format(shape)} has {due} here",
            position);
}
