using System.Buffers;
using Digits.Network;
using Digits.Server.Protocol;

namespace Digits.Server;

/// <summary>The model as the protocol sees it: names, limits, and from a request's bytes to a response's.</summary>
internal sealed class DigitModel
{
    /// <summary>Name in URLs.</summary>
    public const string Name = "digits";

    /// <summary>The one version.</summary>
    public const string Version = "1";

    /// <summary>The one input, FP32 [-1, 64].</summary>
    public const string Input = "image";

    /// <summary>Output INT64 [-1]: the digit.</summary>
    public const string LabelOutput = "label";

    /// <summary>Output FP32 [-1, 10]: a probability for each digit.</summary>
    public const string ScoresOutput = "scores";

    /// <summary>Images in one request, at most.</summary>
    public const int MaxBatch = 1024;

    /// <summary>Bytes of a request body, at most: enough for <see cref="MaxBatch"/> images of 64 bytes a pixel.</summary>
    public const int MaxBodyBytes = 4 * 1024 * 1024;

    private readonly DigitNetwork _network;

    private DigitModel(DigitNetwork network) => _network = network;

    /// <summary>Reads the weights and runs one image through everything, so that the first real request finds compiled code.</summary>
    /// <exception cref="InvalidDataException">The weights are not a weights file, or damaged.</exception>
    public static DigitModel Load(string weights)
    {
        DigitModel model = new(WeightsFile.Load(weights));
        string pixels = string.Join(',', Enumerable.Repeat("0", DigitNetwork.Pixels));
        string request = $$"""{"id":"0","inputs":[{"name":"image","shape":[1,64],"datatype":"FP32","data":[{{pixels}}]}]}""";
        model.Infer(System.Text.Encoding.UTF8.GetBytes(request));
        return model;
    }

    /// <summary>Answers one request.</summary>
    /// <param name="body">The request's JSON.</param>
    /// <returns>The response's JSON.</returns>
    /// <exception cref="ProtocolException">The request is not one that this model can answer; the message says why.</exception>
    public ReadOnlyMemory<byte> Infer(ReadOnlySpan<byte> body)
    {
        InferRequest request = InferRequestParser.Parse(body);
        int count = request.Image.Validate();
        float[] scores = new float[count * DigitNetwork.Classes];
        _network.Classify(request.Image.Values, count, scores);
        ArrayBufferWriter<byte> to = new(512 + (160 * count));
        InferResponseWriter.Write(to, request, count, scores);
        return to.WrittenMemory;
    }
}
