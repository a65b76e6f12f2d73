using Krewe.Silo.Front.Protocol;
using static Krewe.Silo.Tests.Front.Protocol.Json;

namespace Krewe.Silo.Tests.Front.Protocol;

public sealed class ModelMetadataTests
{
    private const string Digits =
        """{"name":"digits","versions":["1"],"platform":"krewe_digits","inputs":[{"name":"image","datatype":"FP32","shape":[-1,64]}],"outputs":[{"name":"label","datatype":"INT64","shape":[-1]}]}""";

    [Fact]
    public void Read_ThenWrite_GivesTheSame()
    {
        Assert.True(ModelMetadataReader.TryRead(Bytes(Digits), InferenceLimits.Default, out var signature, out _));

        Assert.Equal(Digits, Written(output => ModelMetadataWriter.Write(output, "digits", ["1"], signature)));
    }

    [Fact]
    public void Read_UnknownMembersAndNoPlatform_IsTolerated()
    {
        const string Body = """{"max_batch":[8],"inputs":[{"shape":[1],"dims":{},"name":"x","datatype":"BYTES","optional":false}],"outputs":[],"platform":null}""";

        Assert.True(ModelMetadataReader.TryRead(Bytes(Body), InferenceLimits.Default, out var signature, out _));
        Assert.Equal(("", 1, 0), (signature.Platform, signature.Inputs.Length, signature.Outputs.Length));
    }

    [Theory]
    [InlineData("", "the body (byte 0)")]
    [InlineData("<html>", "the body (byte 0")]
    [InlineData("[]", "the body (byte 0)")]
    [InlineData("{}", "\"inputs\" is missing")]
    [InlineData("""{"inputs":[]}""", "\"outputs\" is missing")]
    [InlineData("""{"inputs":1}""", "inputs (byte 10)")]
    [InlineData("""{"inputs":[],"outputs":[{"name":"y","datatype":"BF16","shape":[1]}]}""", "outputs[0].datatype")]
    [InlineData("""{"inputs":[],"outputs":[{"name":"y","datatype":"FP32","shape":[-2]}]}""", "outputs[0].shape[0]")]
    [InlineData("""{"inputs":[],"outputs":[{"name":"y","datatype":"FP32"}]}""", "outputs[0] (byte ")]
    [InlineData("""{"inputs":[{"name":"x","datatype":"FP32","shape":[1]},{"name":"x","datatype":"FP32","shape":[1]}],"outputs":[]}""", "inputs[1] (byte ")]
    [InlineData("""{"inputs":[],"outputs":[],"platform":5}""", "platform (byte ")]
    public void Read_Malformed_IsBadGateway(string body, string place)
    {
        Assert.False(ModelMetadataReader.TryRead(Bytes(body), InferenceLimits.Default, out _, out var fault));

        Assert.Equal((502, ProtocolCodes.BackendMetadata), (fault.Status, fault.Code));
        Assert.Contains(place, fault.Message, StringComparison.Ordinal);
    }
}
