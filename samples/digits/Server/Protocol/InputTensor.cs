using Digits.Network;

namespace Digits.Server.Protocol;

/// <summary>The input of a request as read, not yet checked against the model.</summary>
internal sealed class InputTensor
{
    /// <summary>Name; null when none was given.</summary>
    public string? Name { get; set; }

    /// <summary>Datatype; null when none was given.</summary>
    public string? Datatype { get; set; }

    /// <summary>Shape; null when none was given.</summary>
    public IReadOnlyList<long>? Shape { get; set; }

    /// <summary>Data; null when none was given.</summary>
    public TensorData? Data { get; set; }

    /// <summary>The pixels, row-major.</summary>
    public ReadOnlySpan<float> Values => Data is null ? [] : Data.Values;

    /// <summary>Checks everything against what the model takes: FP32 [-1, 64], each 0..16.</summary>
    /// <returns>Images in the batch.</returns>
    /// <exception cref="ProtocolException">Something does not fit.</exception>
    public int Validate()
    {
        const string Expected = $"input '{DigitModel.Input}' is FP32 [-1,64]";
        if (Datatype != "FP32")
            throw ProtocolException.BadRequest($"{Expected}; the request {(Datatype is null ? "has no datatype" : $"says datatype '{Datatype}'")}");
        if (Shape is null)
            throw ProtocolException.BadRequest($"{Expected}; the request has no shape");
        string shape = $"[{string.Join(',', Shape)}]";
        if (Shape is not [var count, DigitNetwork.Pixels])
            throw ProtocolException.BadRequest($"{Expected}; the request says shape {shape}");
        if (count is < 1 or > DigitModel.MaxBatch)
            throw ProtocolException.BadRequest($"shape {shape}: the first dimension must be 1..{DigitModel.MaxBatch}");
        if (Data is null)
            throw ProtocolException.BadRequest($"input '{DigitModel.Input}' has no data (the binary data extension is not supported)");
        if (Data.Count != count * DigitNetwork.Pixels)
            throw ProtocolException.BadRequest($"shape {shape} asks for {count * DigitNetwork.Pixels} values; data has {Data.Count}");
        if (!Data.Fits(Shape))
            throw ProtocolException.BadRequest($"data is nested differently from shape {shape}; flat or as the shape says is valid");
        ReadOnlySpan<float> values = Data.Values;
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] is not (>= 0 and <= DigitNetwork.Ink))
            {
                (int image, int pixel) = Math.DivRem(i, DigitNetwork.Pixels);
                throw ProtocolException.BadRequest(FormattableString.Invariant($"pixel {pixel} of image {image} is {values[i]}; valid is 0..16"));
            }
        }
        return (int)count;
    }
}
