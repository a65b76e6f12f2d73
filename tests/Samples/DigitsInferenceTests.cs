using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Krewe.Samples.Tests;

public sealed class DigitsInferenceTests(DigitsServerFixture server) : IClassFixture<DigitsServerFixture>
{
    private const string Infer = "/v2/models/digits/infer";

    [Theory]
    [InlineData(Infer)]
    [InlineData(Infer + "/")]
    [InlineData("/v2/models/digits/versions/1/infer")]
    public async Task Infer_ExampleThree_IsThree(string path)
    {
        (HttpStatusCode status, JsonElement answer) = await server.Client.PostJsonAsync(path, DigitsRequest.Example("three.json"));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("digits", answer.GetProperty("model_name").GetString());
        Assert.Equal("1", answer.GetProperty("model_version").GetString());
        Assert.False(answer.TryGetProperty("id", out _));
        Assert.Equal("""{"name":"label","shape":[1],"datatype":"INT64","data":[3]}""", answer.GetProperty("outputs")[0].GetRawText());
        JsonElement scores = answer.GetProperty("outputs")[1];
        Assert.Equal("FP32", scores.GetProperty("datatype").GetString());
        Assert.Equal("[1,10]", scores.GetProperty("shape").GetRawText());
    }

    [Fact]
    public async Task Infer_TenHeldOutDigits_AllRecognizedAndScoresAddUpToOne()
    {
        (_, JsonElement answer) = await server.Client.PostJsonAsync(Infer, DigitsRequest.Example("ten.json"));

        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], answer.Output("label"));
        Assert.All(answer.Output("scores").Chunk(10), row => Assert.Equal(1.0, row.Sum(), 1e-5));
    }

    [Fact]
    public async Task Infer_Batch_HasTheBitsOfSingleRequests()
    {
        (_, JsonElement batch) = await server.Client.PostJsonAsync(Infer, DigitsRequest.Example("ten.json"));
        List<float> singles = [];
        foreach (float[] pixels in DigitsRequest.Ten())
            singles.AddRange((await server.Client.PostJsonAsync(Infer, DigitsRequest.With(data: Flat(pixels)))).Answer.Output("scores"));

        Assert.Equal(singles, batch.Output("scores"));
    }

    [Fact]
    public async Task Infer_LargestBatch_IsAnswered()
    {
        string data = $"[{string.Join(',', Enumerable.Repeat(DigitsRequest.Blank, 1024))}]";
        (HttpStatusCode status, JsonElement answer) = await server.Client.PostJsonAsync(Infer, DigitsRequest.With("[1024,64]", data: data));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(1024, answer.Output("label").Length);
    }

    [Fact]
    public async Task Infer_MembersInAnyOrderAndDataNested_SameAnswer()
    {
        float[] three = DigitsRequest.Ten()[3];
        (_, JsonElement flat) = await server.Client.PostJsonAsync(Infer, DigitsRequest.With(data: Flat(three)));
        (_, JsonElement nested) = await server.Client.PostJsonAsync(
            Infer, $$"""{"x":{"y":[1]},"inputs":[{"data":[{{Flat(three)}}],"parameters":{"a":1},"datatype":"FP32","shape":[1,64],"name":"image"}]}""");

        Assert.Equal(flat.GetRawText(), nested.GetRawText());
    }

    [Theory]
    [InlineData("""[{"name":"label"}]""", "label")]
    [InlineData("""[{"name":"scores","parameters":{"classification":2}}]""", "scores")]
    [InlineData("""[{"name":"scores"},{"name":"label"}]""", "scores,label")]
    [InlineData("[]", "label,scores")]
    public async Task Infer_OutputsAskedFor_OnlyTheseInTheirOrder(string outputs, string expected)
    {
        (_, JsonElement answer) = await server.Client.PostJsonAsync(Infer, DigitsRequest.With(rest: $",\"outputs\":{outputs}"));

        Assert.Equal(expected, string.Join(',', answer.GetProperty("outputs").EnumerateArray().Select(output => output.GetProperty("name").GetString())));
    }

    [Theory]
    [InlineData("42")]
    [InlineData("")]
    [InlineData("""a "quoted" id, \ and ünïcödé""")]
    public async Task Infer_Id_IsEchoed(string id)
    {
        (_, JsonElement answer) = await server.Client.PostJsonAsync(Infer, DigitsRequest.With(rest: $",\"id\":{JsonSerializer.Serialize(id)}"));

        Assert.Equal(id, answer.GetProperty("id").GetString());
    }

    [Fact]
    public async Task Infer_ManyAtOnce_EachGetsItsOwnAnswer()
    {
        float[][] ten = DigitsRequest.Ten();
        await Parallel.ForEachAsync(Enumerable.Range(0, 640), new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, _) =>
        {
            (HttpStatusCode status, JsonElement answer) = await server.Client.PostJsonAsync(
                Infer, DigitsRequest.With(data: Flat(ten[i % 10]), rest: $",\"id\":\"{i}\""));
            Assert.Equal(HttpStatusCode.OK, status);
            Assert.Equal(i.ToString(CultureInfo.InvariantCulture), answer.GetProperty("id").GetString());
            Assert.Equal([i % 10], answer.Output("label"));
        });
    }

    private static string Flat(float[] pixels) => $"[{string.Join(',', pixels.Select(pixel => pixel.ToString(CultureInfo.InvariantCulture)))}]";
}
