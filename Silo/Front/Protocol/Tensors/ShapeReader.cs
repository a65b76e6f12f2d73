using System.Text.Json;

namespace Krewe.Silo.Front.Protocol;

/// <summary>Reads a <c>shape</c>.</summary>
internal static class ShapeReader
{
    /// <summary>Reads the array on which the scanner stands.</summary>
    /// <param name="json">Stands on the value of <c>shape</c>.</param>
    /// <param name="minimum">The smallest dimension: 0 of a tensor, -1 (variable) of a signature.</param>
    /// <exception cref="ProtocolException">No array, too many dimensions, or a dimension that is none.</exception>
    internal static long[] Read(ref JsonScanner json, long minimum = 0)
    {
        json.Expect(JsonTokenType.StartArray, "an array of integers");
        Span<long> dimensions = stackalloc long[TensorShape.MaxRank];
        Span<long> index = stackalloc long[1];
        var rank = 0;
        for (json.Read(); json.Token != JsonTokenType.EndArray; json.Read(), rank++)
        {
            index[0] = rank;
            if (rank == TensorShape.MaxRank)
            {
                throw json.Fault(ProtocolCodes.InvalidShape, $"there are more than {TensorShape.MaxRank} dimensions");
            }

            if (json.Token != JsonTokenType.Number)
            {
                throw json.Fault(ProtocolCodes.WrongJsonType, $"a dimension is an integer, not {JsonScanner.Name(json.Token)}", index);
            }

            if (!json.Reader.TryGetInt64(out dimensions[rank]) || dimensions[rank] < minimum)
            {
                throw json.Fault(
                    ProtocolCodes.InvalidShape,
                    $"{ProtocolText.Quote(json.Reader.ValueSpan)} is no dimension; it is an integer from {minimum} to 9223372036854775807",
                    index);
            }
        }

        return dimensions[..rank].ToArray();
    }

    /// <summary>Counts a shape's elements against what is left of the limit.</summary>
    /// <param name="json">Names the place of a fault.</param>
    /// <param name="shape">Dimensions of zero or more.</param>
    /// <param name="left">Elements that the message may still have.</param>
    /// <exception cref="ProtocolException">The product overflows or is above what is left.</exception>
    internal static long Count(ref JsonScanner json, scoped ReadOnlySpan<long> shape, long left)
    {
        if (!TensorShape.TryMultiply(shape, out var elements, out var extent))
        {
            throw json.Fault(
                ProtocolCodes.ShapeOverflow,
                $"the product of shape {TensorShape.Format(shape)} does not fit 64 bits; it is to be the number of elements in data");
        }

        if (extent > left)
        {
            throw json.Fault(
                ProtocolCodes.TooManyElements,
                $"shape {TensorShape.Format(shape)} has {extent} elements, and {left} more are allowed in one message");
        }

        return elements;
    }
}
