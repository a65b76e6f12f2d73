using System.Text.Json;
using Krewe.Client.Tensors;

namespace Krewe.Client.Inference;

/// <summary>An input of one type of elements.</summary>
internal sealed class InferInput<T>(string name, ReadOnlyMemory<T> data, long[] shape, ElementCodec<T> codec) : InferInput(name, codec.Datatype, shape)
{
    internal override int EstimatedLength => (int)Math.Min(Array.MaxLength / 2, (long)data.Length * codec.TypicalLength);

    internal override void WriteData(Utf8JsonWriter json)
    {
        var elements = data.Span;
        json.WriteStartArray();
        for (var i = 0; i < elements.Length; i++)
        {
            if (!codec.Write(json, elements[i]))
            {
                throw Invalid(Name, $"element {i} is {elements[i]}, which JSON cannot say; valid: finite numbers, and texts without half surrogate pairs");
            }
        }

        json.WriteEndArray();
    }
}
