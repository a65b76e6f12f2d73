using System.Text.Json;
using Krewe.Client.Tensors;
using Krewe.Errors;

namespace Krewe.Client.Inference;

/// <summary>An output tensor. Its elements are read from the answer's bytes when they are asked for, once, into one array.</summary>
public sealed class InferOutput
{
    private readonly ReadOnlyMemory<byte> _data;
    private object? _read;

    internal InferOutput(string name, string datatype, long[] shape, ReadOnlyMemory<byte> data) =>
        (Name, Datatype, Shape, _data) = (name, datatype, shape, data);

    /// <summary>The output's name.</summary>
    public string Name { get; }

    /// <summary>The protocol's name of the elements' type.</summary>
    public string Datatype { get; }

    /// <summary>The dimensions.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>The elements in row-major order.</summary>
    /// <typeparam name="T">The elements' type, as of <see cref="InferInput.Create{T}(string, ReadOnlyMemory{T}, long[])"/>.</typeparam>
    /// <exception cref="KreweException">It has another datatype (KRW5112), or an element is none of it (KRW5102).</exception>
    public ReadOnlyMemory<T> Read<T>()
    {
        if (_read is T[] already)
        {
            return already;
        }

        var codec = ElementCodecs.Of<T>();
        if (codec is null || codec.Datatype != Datatype)
        {
            throw new KreweException(ErrorCodes.OutputUnreadable, $"output '{Name}' is {Datatype}, which cannot be read as {typeof(T).Name}");
        }

        // An element takes a byte at least: a shape that says more is not believed, and no memory is taken for it.
        var due = Shape.Aggregate(1d, (product, dimension) => product * dimension);
        if (due > _data.Length)
        {
            throw Malformed(0, due, null);
        }

        var elements = new T[(int)due];
        var json = new Utf8JsonReader(_data.Span);
        var count = 0;
        try
        {
            while (json.Read())
            {
                if (json.TokenType is JsonTokenType.StartArray or JsonTokenType.EndArray)
                {
                    continue; // flat, or nested as the shape says: the order is the same
                }

                elements[count++] = codec.Read(ref json);
            }
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException or IndexOutOfRangeException)
        {
            throw Malformed(count, elements.Length, exception);
        }

        if (count != elements.Length)
        {
            throw Malformed(count, elements.Length, null);
        }

        _read = elements;
        return elements;
    }

    private KreweException Malformed(int count, double due, Exception? exception) => new(
        new Problem { Code = ErrorCodes.AnswerMalformed, Message = $"element {count} of output '{Name}' is none of {Datatype}, or their number is not {due}" }, exception);
}
