using System.Text.Json.Nodes;
using Krewe.Client.Tests;

namespace Krewe.Commands.Tests;

public sealed class InferCommandTests : IAsyncLifetime
{
    private const string Request = """{"inputs":[{"name":"image","shape":[1,2],"datatype":"FP32","data":[0,1]}]}""";

    private const string Answer = """
        {"model_name":"digits","model_version":"1","outputs":[{"name":"label","datatype":"INT64","shape":[1],"data":[3]},
        {"name":"scores","datatype":"FP32","shape":[2,10],"data":[[0.5,0,0,0,0,0,0,0,0,0],[1,0,0,0,0,0,0,0,0,0]]}]}
        """;

    private FakeSilo _silo = null!;

    public async Task InitializeAsync() => _silo = await FakeSilo.StartAsync();

    public async Task DisposeAsync() => await _silo.DisposeAsync();

    [Fact]
    public async Task Infer_Table_ShowsTheOutputs()
    {
        _silo.Answer("POST /v2/models/digits/infer", _ => new FakeAnswer(200, Answer));

        var run = await ConsoleRun.OfAsync(["infer", "digits", "--input", "-", "--url", _silo.Address], input: Request);

        Assert.Equal((0, ""), (run.Exit, run.Error));
        Assert.Equal(Request, Assert.Single(_silo.Requests).Body);
        Assert.Equal(
            """
            model digits, version 1
            OUTPUT  DATATYPE  SHAPE   DATA
            label   INT64     [1]     3
            scores  FP32      [2,10]  0.5 0 0 0 0 0 0 0 0 0 1 0 0 0 0 0 ...

            """,
            run.Output);
    }

    [Fact]
    public async Task Infer_Json_IsTheAnswer()
    {
        _silo.Answer("POST /v2/models/digits/versions/2/infer", _ => new FakeAnswer(200, Answer));

        var run = await ConsoleRun.OfAsync(["infer", "digits", "--model-version", "2", "-i", "-", "-o", "json", "--url", _silo.Address], input: Request);

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Answer), JsonNode.Parse(run.Output)));
    }

    [Fact]
    public async Task Infer_Yaml_IsTheAnswer()
    {
        _silo.Answer("POST /v2/models/digits/infer", _ => new FakeAnswer(200, Answer));

        var run = await ConsoleRun.OfAsync(["infer", "digits", "-i", "-", "-o", "yaml", "--url", _silo.Address], input: Request);

        Assert.StartsWith("model_name: digits\nmodel_version: \"1\"\noutputs:\n  - name: label\n    datatype: INT64\n    shape:\n      - 1\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Infer_FileOfATenant_PutsTheTenantAmongTheParameters()
    {
        var directory = Directory.CreateTempSubdirectory("krewe-console-");
        await File.WriteAllTextAsync(Path.Combine(directory.FullName, "request.json"), """{"parameters":{"priority":1},"inputs":[]}""");
        _silo.Answer("POST /v2/models/digits/infer", _ => new FakeAnswer(200, Answer));

        var run = await ConsoleRun.OfAsync(["infer", "acme/digits", "-i", "request.json", "--url", _silo.Address], directory.FullName);

        directory.Delete(recursive: true);
        Assert.Equal(0, run.Exit);
        Assert.Equal("""{"parameters":{"priority":1,"tenant":"acme"},"inputs":[]}""", Assert.Single(_silo.Requests).Body);
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("[]")]
    [InlineData("""{"parameters":1}""")]
    public async Task Infer_TenantIntoWhatIsNoRequest_IsRefusedHere(string input)
    {
        var run = await ConsoleRun.OfAsync(["infer", "acme/digits", "-i", "-", "--url", _silo.Address], input: input);

        Assert.Equal((1, ""), (run.Exit, run.Output));
        Assert.StartsWith("KRW2005: -: ", run.Error, StringComparison.Ordinal);
        Assert.Empty(_silo.Requests);
    }

    [Theory]
    [InlineData(503, "KRW1104: the queue is full", 2)]
    [InlineData(504, "KRW1106: the deadline passed", 2)]
    [InlineData(404, "KRW1101: there is no model 'digits'", 1)]
    public async Task Infer_Refused_SaysWhyAndEndsAccordingly(int status, string error, int exit)
    {
        _silo.Answer("POST /v2/models/digits/infer", _ => new FakeAnswer(status, $$"""{"error":"{{error}}"}"""));

        var run = await ConsoleRun.OfAsync(["infer", "digits", "-i", "-", "--url", _silo.Address], input: Request);

        Assert.Equal(new ConsoleRun(exit, "", error + "\n"), run);
    }

    [Fact]
    public async Task Infer_FileNotThere_NamesIt()
    {
        var run = await ConsoleRun.OfAsync(["infer", "digits", "--input", "nowhere.json", "--url", _silo.Address]);

        Assert.Equal(1, run.Exit);
        Assert.StartsWith("KRW2005: nowhere.json: ", run.Error, StringComparison.Ordinal);
    }
}
