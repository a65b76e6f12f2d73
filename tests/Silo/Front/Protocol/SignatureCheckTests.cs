using System.Collections.Immutable;
using Krewe.Models;
using Krewe.Silo.Front.Protocol;
using static Krewe.Silo.Tests.Front.Protocol.Json;

namespace Krewe.Silo.Tests.Front.Protocol;

public sealed class SignatureCheckTests
{
    private static readonly ModelSignature Digits = new()
    {
        Inputs = [Spec("image", "FP32", [-1, 64])],
        Outputs = [Spec("label", "INT64", [-1]), Spec("scores", "FP32", [-1, 10])],
    };

    public static TheoryData<string, string, string> Misfits => new()
    {
        { Input("image", "FP64", "[1,64]", 64), ProtocolCodes.DatatypeMismatch, "inputs[0].datatype: got FP64, expected \"image\" FP32 [-1,64]" },
        { Input("image", "FP32", "[64]", 64), ProtocolCodes.ShapeMismatch, "inputs[0].shape: got [64], expected \"image\" FP32 [-1,64] (-1 is any size)" },
        { Input("image", "FP32", "[1,63]", 63), ProtocolCodes.ShapeMismatch, "inputs[0].shape: got [1,63]" },
        { Input("image", "FP32", "[1,1,64]", 64), ProtocolCodes.ShapeMismatch, "inputs[0].shape: got [1,1,64]" },
        { Input("picture", "FP32", "[1,64]", 64), ProtocolCodes.UnknownInput, "inputs[0]: the model has no input \"picture\"; its inputs are \"image\"; inputs: \"image\" FP32 [-1,64] (-1 is any size) is missing" },
        { Input("Image", "FP32", "[1,64]", 64), ProtocolCodes.UnknownInput, "no input \"Image\"" },
        { Input("image", "FP32", "[1,64]", 64, "outputs", "digit"), ProtocolCodes.UnknownOutput, "outputs[0]: the model has no output \"digit\"; its outputs are \"label\", \"scores\"" },
    };

    [Theory]
    [InlineData("[1,64]", 64)]
    [InlineData("[3,64]", 192)]
    [InlineData("[0,64]", 0)]
    public void Check_FittingRequest_IsNoFault(string shape, int elements) =>
        Assert.Null(SignatureCheck.Check(Request(Input("image", "FP32", shape, elements, "outputs", "scores")), Digits));

    [Theory]
    [MemberData(nameof(Misfits))]
    public void Check_Misfit_SaysExpectedAndGot(string body, string code, string message)
    {
        var fault = SignatureCheck.Check(Request(body), Digits);

        Assert.Equal((400, code), (fault?.Status, fault?.Code));
        Assert.Contains(message, fault!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_MissingInput_IsNamed()
    {
        var two = Digits with { Inputs = [.. Digits.Inputs, Spec("mask", "BOOL", [2])] };

        var fault = SignatureCheck.Check(Request(Input("image", "FP32", "[1,64]", 64)), two);

        Assert.Equal((ProtocolCodes.MissingInput, "inputs: \"mask\" BOOL [2] is missing."), (fault?.Code, fault?.Message));
    }

    [Fact]
    public void Check_ManyProblems_AreListedBounded()
    {
        var body = "{\"inputs\":[" + string.Join(
            ',', Enumerable.Range(0, 900).Select(i => $$"""{"name":"{{Repeat("n", 200)}}{{i}}","shape":[1],"datatype":"UINT8","data":[1]}""")) + "]}";

        var fault = SignatureCheck.Check(Request(body), Digits);

        Assert.Equal(ProtocolCodes.UnknownInput, fault?.Code);
        Assert.EndsWith("; and 893 more.", fault!.Message, StringComparison.Ordinal);
        Assert.True(fault.Message.Length < 3_000);
    }

    private static TensorSpec Spec(string name, string datatype, ImmutableArray<long> shape) =>
        new() { Name = name, Datatype = datatype, Shape = shape };

    private static string Input(string name, string datatype, string shape, int elements, string? member = null, string? output = null) =>
        $$"""{"inputs":[{"name":"{{name}}","datatype":"{{datatype}}","shape":{{shape}},"data":[{{string.Join(',', Enumerable.Repeat(1, elements))}}]}]"""
        + (member is null ? "}" : $$""","{{member}}":[{"name":"{{output}}"}]}""");
}
