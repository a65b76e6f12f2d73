using Krewe.Silo.Front.Protocol;
using static Krewe.Silo.Tests.Front.Protocol.Json;

namespace Krewe.Silo.Tests.Front.Protocol;

public sealed class InferenceResponseTests
{
    private const string Label = """{"name":"label","datatype":"INT64","shape":[1],"data":[ 7 ]}""";
    private const string Scores = """{"data":[[0.1,null]],"name":"scores","shape":[1,2],"datatype":"FP32","parameters":{"a":1}}""";
    private const string Answer = $$"""{"model_name":"inner","model_version":"9","id":"theirs","parameters":{"t":[1]},"outputs":[{{Label}},{{Scores}}]}""";

    [Fact]
    public void Write_BackendAnswer_IsOursWithItsOutputsAsTheyWere() =>
        Assert.Equal(
            $$"""{"model_name":"digits","model_version":"1","id":"42","parameters":{"t":[1]},"outputs":[{{Label}},{{Scores}}]}""",
            Answered(Answer, With("\"id\":\"42\""), "1"));

    [Fact]
    public void Write_NoIdNoVersionNoParameters_LeavesThemOut() =>
        Assert.Equal(
            $$"""{"model_name":"digits","outputs":[{{Label}}]}""",
            Answered($$"""{"outputs":[{{Label}}],"parameters":null}""", With("\"id\":null"), null));

    [Fact]
    public void Write_OutputsAskedFor_AreThoseInThatOrder()
    {
        Assert.Equal(
            $$"""{"model_name":"digits","parameters":{"t":[1]},"outputs":[{{Scores}}]}""",
            Answered(Answer, With("\"outputs\":[{\"name\":\"scores\"}]"), null));
        Assert.Equal(
            $$"""{"model_name":"digits","parameters":{"t":[1]},"outputs":[{{Scores}},{{Label}}]}""",
            Answered(Answer, With("\"outputs\":[{\"name\":\"scores\"},{\"name\":\"label\"}]"), null));
    }

    [Fact]
    public void Write_OutputAskedForIsAbsent_IsBadGatewayAndWritesNothing()
    {
        var request = Request(With("\"id\":\"7\",\"outputs\":[{\"name\":\"other\"}]"));
        Assert.True(InferenceResponseReader.TryRead(Bytes(Answer), InferenceLimits.Default, out var response, out _));
        ProtocolFault? fault = null;

        Assert.Equal("", Written(output => fault = InferenceResponseWriter.Write(output, response, "digits", "1", request)));
        Assert.Equal((502, ProtocolCodes.BackendOutputMissing, "7"), (fault!.Status, fault.Code, fault.RequestId));
        Assert.Contains("\"other\"", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "the body (byte 0)")]
    [InlineData("Internal Server Error", "the body (byte 0")]
    [InlineData("{}", "\"outputs\" is missing")]
    [InlineData("""{"outputs":{}}""", "outputs (byte 11)")]
    [InlineData("""{"outputs":[{}]}""", "outputs[0] (byte ")]
    [InlineData("""{"outputs":[{"name":"y","datatype":"FP32","shape":[1]}]}""", "outputs[0] (byte ")]
    [InlineData("""{"outputs":[{"name":"y","datatype":"FP32","shape":[2],"data":[1]}]}""", "outputs[0].data (byte ")]
    [InlineData("""{"outputs":[{"data":[1],"name":"y","datatype":"FP32","shape":[2]}]}""", "outputs[0].data (byte 22)")]
    [InlineData("""{"outputs":[{"name":"y","datatype":"FP32","shape":[1],"data":[{}]}]}""", "outputs[0].data[0] (byte ")]
    [InlineData("""{"outputs":[{"name":"y","datatype":"FP32","shape":[-1],"data":[1]}]}""", "outputs[0].shape[0] (byte ")]
    [InlineData("""{"outputs":[{"name":"y","datatype":"FP32","shape":[9223372036854775807,9],"data":[1]}]}""", "outputs[0].shape (byte ")]
    [InlineData("""{"outputs":[{"name":"y","datatype":"FP32","shape":[1],"data":[NaN]}]}""", "outputs[0].data (byte ")]
    [InlineData("""{"outputs":[{"name":"y","datatype":"what","shape":[1],"data":[1]}]}""", "outputs[0].datatype (byte ")]
    [InlineData("""{"outputs":[],"parameters":[]}""", "parameters (byte ")]
    [InlineData("""{"outputs":[]}{""", "the body (byte ")]
    public void Read_Malformed_IsBadGateway(string body, string place)
    {
        Assert.False(InferenceResponseReader.TryRead(Bytes(body), InferenceLimits.Default, out _, out var fault));

        Assert.Equal((502, ProtocolCodes.BackendAnswer), (fault.Status, fault.Code));
        Assert.Contains(place, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_MoreOutputsThanTheLimit_IsBadGateway()
    {
        var body = "{\"outputs\":[" + string.Join(
            ',', Enumerable.Range(0, 1_001).Select(i => $$"""{"name":"y{{i}}","datatype":"INT8","shape":[0],"data":[]}""")) + "]}";

        Assert.False(InferenceResponseReader.TryRead(Bytes(body), InferenceLimits.Default, out _, out var fault));
        Assert.Contains("more than 1000 outputs", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("""{"error":"no such\nthing"}""", "no such\ufffdthing")]
    [InlineData("""{"more":{"error":"inner"},"error":"outer"}""", "outer")]
    [InlineData("""{"detail":"x"}""", """{"detail":"x"}""")]
    [InlineData("""{"error":"\ud800"}""", """{"error":"\ud800"}""")]
    [InlineData("<h1>Bad\r\n", "<h1>Bad")]
    public void Read_BackendError_IsItsTextOrWhatItSent(string body, string expected) =>
        Assert.Equal(expected, BackendErrorReader.Read(Bytes(body)));

    [Fact]
    public void Read_LongBackendError_IsCut()
    {
        Assert.Equal(Repeat("é", 200) + "…", BackendErrorReader.Read(Bytes(Repeat("é", 5_000))));
        Assert.Equal(Repeat("é", 200) + "…", BackendErrorReader.Read(Bytes($"{{\"error\":\"{Repeat("é", 5_000)}\"}}")));
    }

    private static string Answered(string answer, string request, string? version)
    {
        Assert.True(InferenceResponseReader.TryRead(Bytes(answer), InferenceLimits.Default, out var response, out var fault), fault?.Message);
        return Written(output => Assert.Null(InferenceResponseWriter.Write(output, response, "digits", version, Request(request))));
    }
}
