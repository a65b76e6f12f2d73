using System.Text.Json;

namespace Digits.Server.Protocol;

/// <summary>The numbers of a <c>data</c> array, flat or nested, and how they were nested.</summary>
internal sealed class TensorData
{
    private const int MaxRank = 8;

    private readonly List<int> _sizes = [];
    private float[] _values = new float[64];
    private int _leafDepth;

    private TensorData()
    {
    }

    /// <summary>Numbers read.</summary>
    public int Count { get; private set; }

    /// <summary>The numbers in the order in which they stood.</summary>
    public ReadOnlySpan<float> Values => _values.AsSpan(0, Count);

    /// <summary>Whether the data was flat, or nested exactly as <paramref name="shape"/> says.</summary>
    public bool Fits(IReadOnlyList<long> shape)
    {
        if (_sizes.Count == 1)
            return true;
        bool fits = _sizes.Count == shape.Count;
        for (int i = 0; fits && i < _sizes.Count; i++)
            fits = _sizes[i] == shape[i];
        return fits;
    }

    /// <summary>Reads the array at which <paramref name="reader"/> stands.</summary>
    /// <exception cref="ProtocolException">It is not an array, is ragged, or holds something else than finite numbers.</exception>
    public static TensorData Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw ProtocolException.BadRequest("data must be an array of numbers");
        TensorData data = new();
        data.ReadArrays(ref reader);
        return data;
    }

    private void ReadArrays(ref Utf8JsonReader reader)
    {
        Span<int> counts = stackalloc int[MaxRank];
        int depth = 1;
        _sizes.Add(-1);
        while (depth > 0)
        {
            reader.Read();
            switch (reader.TokenType)
            {
                case JsonTokenType.Number:
                    counts[depth - 1]++;
                    Append(ref reader, depth);
                    break;
                case JsonTokenType.StartArray:
                    counts[depth - 1]++;
                    if (depth == MaxRank)
                        throw ProtocolException.BadRequest($"data is nested deeper than {MaxRank} arrays");
                    counts[depth] = 0;
                    if (++depth > _sizes.Count)
                        _sizes.Add(-1);
                    break;
                case JsonTokenType.EndArray:
                    depth--;
                    // The first array of a level sets its size; the others must follow.
                    if (_sizes[depth] >= 0 && _sizes[depth] != counts[depth])
                        throw ProtocolException.BadRequest($"data is ragged: arrays of one level have {_sizes[depth]} and {counts[depth]} elements");
                    _sizes[depth] = counts[depth];
                    break;
                default:
                    throw ProtocolException.BadRequest($"data must hold numbers; element {Count} is {reader.TokenType}");
            }
        }
    }

    private void Append(ref Utf8JsonReader reader, int depth)
    {
        if (_leafDepth == 0)
            _leafDepth = depth;
        if (_leafDepth != depth)
            throw ProtocolException.BadRequest($"data mixes numbers and arrays at element {Count}");
        if (!reader.TryGetSingle(out float value) || !float.IsFinite(value))
            throw ProtocolException.BadRequest($"data element {Count} is beyond the range of FP32");
        if (Count == _values.Length)
            Array.Resize(ref _values, 2 * Count);
        _values[Count++] = value;
    }
}
