using System.Text.Json;
using Krewe.Client.Tensors;
using Krewe.Errors;

namespace Krewe.Client.Inference;

/// <summary>An input tensor. It refers to the caller's memory, which must not change until the request is answered.</summary>
public abstract class InferInput
{
    private protected InferInput(string name, string datatype, long[] shape) => (Name, Datatype, Shape) = (name, datatype, shape);

    /// <summary>The input's name.</summary>
    public string Name { get; }

    /// <summary>The protocol's name of the elements' type.</summary>
    public string Datatype { get; }

    /// <summary>The dimensions.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>How many bytes its JSON takes, roughly: what the buffer begins with.</summary>
    internal abstract int EstimatedLength { get; }

    /// <summary>
    /// Makes one. The type of the elements is the datatype: <see cref="bool"/>, <see cref="byte"/> to <see cref="ulong"/>, <see cref="sbyte"/> to
    /// <see cref="long"/>, <see cref="Half"/>, <see cref="float"/>, <see cref="double"/>, and <see cref="string"/> for BYTES.
    /// </summary>
    /// <typeparam name="T">The elements' type.</typeparam>
    /// <param name="name">The input's name, 1 to 256 bytes of UTF-8.</param>
    /// <param name="data">The elements in row-major order; referred to, not copied.</param>
    /// <param name="shape">The dimensions, whose product is the number of elements; none for one dimension with all elements.</param>
    /// <exception cref="KreweException">The type is none of the protocol's, or the shape does not fit the data (KRW5111).</exception>
    public static InferInput Create<T>(string name, ReadOnlyMemory<T> data, params long[] shape)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(shape);
        var codec = ElementCodecs.Of<T>() ?? throw Invalid(name, $"{typeof(T).Name} is no type of the protocol's elements; valid: bool, integers of 8 to 64 bits, Half, float, double, string");
        long[] dimensions = shape.Length == 0 ? [data.Length] : shape;
        if (Count(dimensions) != data.Length)
        {
            throw Invalid(name, $"shape [{string.Join(',', dimensions)}] does not have the {data.Length} elements of the data");
        }

        return new InferInput<T>(name, data, dimensions, codec);
    }

    /// <summary>The same of an array.</summary>
    /// <typeparam name="T">The elements' type.</typeparam>
    /// <param name="name">The input's name.</param>
    /// <param name="data">The elements in row-major order; referred to, not copied.</param>
    /// <param name="shape">The dimensions; none for one dimension with all elements.</param>
    public static InferInput Create<T>(string name, T[] data, params long[] shape) => Create(name, new ReadOnlyMemory<T>(data), shape);

    /// <summary>Writes the elements as one flat array.</summary>
    internal abstract void WriteData(Utf8JsonWriter json);

    internal static KreweException Invalid(string name, string message) =>
        new(new Problem { Code = ErrorCodes.TensorInvalid, Message = message, Where = name });

    /// <summary>The product of the dimensions; -1 when one is negative or it leaves 64 bits.</summary>
    private static long Count(long[] shape)
    {
        var count = 1L;
        foreach (var dimension in shape)
        {
            if (dimension < 0 || (dimension > 0 && count > long.MaxValue / dimension))
            {
                return -1;
            }

            count *= dimension;
        }

        return count;
    }
}
