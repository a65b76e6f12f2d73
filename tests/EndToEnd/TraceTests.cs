using System.Net.Http.Headers;
using System.Text;
using Krewe.Testing.Processes;

namespace Krewe.EndToEnd;

/// <summary>A real silo, a collector of OTLP, and a model server that says what it was told.</summary>
public sealed class TraceTests
{
    private const string Caller = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";

    [Theory]
    [InlineData("http/protobuf")]
    [InlineData("grpc")]
    public async Task Infer_WithTraceparent_IsOneTraceFromTheFrontToTheModelServer(string protocol)
    {
        await using var collector = await OtlpCollector.StartAsync(overGrpc: protocol == "grpc");
        await using var server = await EchoModelServer.StartAsync();
        using var data = new TemporaryDirectory();
        await using var program = RunningProgram.StartDotnet(
            Repository.Program("Silo", "Krewe.Silo"),
            ["--data", data.Path, "--urls", "http://127.0.0.1:0", "--samples", "false"],
            new Dictionary<string, string>
            {
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address,
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = protocol,
                ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
                ["OTEL_METRIC_EXPORT_INTERVAL"] = "200",
            });
        var line = await program.WaitForLineAsync(line => line.StartsWith("inference ", StringComparison.Ordinal), TimeSpan.FromSeconds(60));
        await using var silo = RunningSilo.At(new Uri(line["inference".Length..].Trim()));
        await program.WaitForLineAsync(line => line.StartsWith("ready in ", StringComparison.Ordinal), TimeSpan.FromSeconds(60));
        await silo.ApplyEchoAsync(server.Address, File.ReadAllText(data.File("admin.token")).Trim());

        await InferAsync(silo, Caller);
        await collector.WaitForAsync(all => all.Metrics.Contains("krewe_requests_total") && all.Metrics.Contains("orleans-catalog-activations")
            && all.Spans.Any(span => span is { Trace: Trace, Name: "krewe.infer" }) && all.Spans.Any(span => span is { Trace: Trace, Name: "krewe.model_server" }));

        // What the model server was told is the activity around its call, and from there every parent leads to the caller.
        var received = Assert.Single(server.Requests)["traceparent"].Split('-');
        Assert.Equal((Trace, "01"), (received[1], received[3]));
        await collector.WaitForAsync(all => Path(all, received[2]) is [.., "b7ad6b7169203331"]);
        var spans = collector.Spans.Where(span => span.Trace == Trace).ToDictionary(span => span.Id);
        var path = Path(collector, received[2])[..^1].Select(id => spans[id]).ToList();
        Assert.Equal(("krewe.model_server", "Krewe"), (path[0].Name, path[0].Source));
        Assert.Equal(("krewe.infer", "Krewe"), (path[^1].Name, path[^1].Source));
        Assert.Contains(path, span => span.Source.StartsWith("Microsoft.Orleans.", StringComparison.Ordinal) && span.Name.EndsWith("ExecuteAsync", StringComparison.Ordinal));
        Assert.Contains(spans.Values, span => span.Name.EndsWith("SubmitAsync", StringComparison.Ordinal));
        Assert.Equal(("echo", "completed", "standard"), (path[^1].Attributes["krewe.model"], path[^1].Attributes["krewe.outcome"], path[^1].Attributes["krewe.class"]));

        // Nothing but requests begins a trace, however long the silo runs: its rounds are not sent.
        Assert.All(collector.Spans, span => Assert.Equal(Trace, span.Trace));

        // Not sampled by the caller: not sent, but handed on.
        await InferAsync(silo, "00-1af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00");
        var second = server.Requests.Last()["traceparent"].Split('-');
        Assert.Equal(("1af7651916cd43dd8448eb211c80319c", "00"), (second[1], second[3]));
        Assert.DoesNotContain(collector.Spans, span => span.Trace.StartsWith("1af7", StringComparison.Ordinal));
    }

    /// <summary>The ids from a span to where no parent was received any more.</summary>
    private static List<string> Path(OtlpCollector collector, string id)
    {
        var parents = collector.Spans.Where(span => span.Trace == Trace).ToDictionary(span => span.Id, span => span.Parent);
        List<string> path = [id];
        while (parents.TryGetValue(path[^1], out var parent))
        {
            path.Add(parent);
        }

        return path;
    }

    private static async Task InferAsync(RunningSilo silo, string traceparent)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v2/models/echo/infer")
        {
            Content = new StringContent("""{"inputs":[{"name":"x","datatype":"BYTES","shape":[1],"data":["a"]}]}""", Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
        };
        request.Headers.Add("traceparent", traceparent);
        using var response = await silo.Http.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }
}
