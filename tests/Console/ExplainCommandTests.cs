using System.Text.Json.Nodes;
using Krewe.Client.Tests;
using Krewe.Errors;
using Krewe.Naming;
using Krewe.Scaling;
using Krewe.Specs;

namespace Krewe.Commands.Tests;

public sealed class ExplainCommandTests
{
    private const string Route = "GET /admin/v1/models/default/digits/explain";

    [Fact]
    public async Task Explain_Table_SaysWhatIsAndWhy()
    {
        await using var silo = await FakeSilo.StartAsync();
        silo.Answer(Route, Samples.Explanation(Samples.Placement(Samples.Spec(1), ready: 1), "all replicas are ready"));

        var run = await ConsoleRun.OfAsync(["explain", "digits", "--url", silo.Address]);

        Assert.Equal((0, ""), (run.Exit, run.Error));
        Assert.Equal(
            """
            default/digits@local version 1: all replicas are ready
            1 of 1 replicas ready, generation 1

            REPLICA  PHASE  VERSION  HOST    DEVICES  EPOCH  RESTARTS  PROBLEM
            0        ready  1        host-a  cpu      7      0

            queue: 1 running on 4 slots; waiting 0 + 3 + 0 (critical + standard + batch), 2 KiB
            since it was activated: 10 arrived, 9 completed, 0 failed, 0 refused, 1 expired, 0 cancelled, 0 lost
            service time: median 1.5 ms, 99th percentile 12 ms

            decisions, oldest first:
            2026-11-22 09:30:00Z place default/digits@local/0: on host-a
              - it has the most room

            """,
            run.Output);
    }

    [Fact]
    public async Task Explain_SeveralClasses_SaysWhatIsPromisedToEach()
    {
        await using var silo = await FakeSilo.StartAsync();
        silo.Answer(Route, Samples.Explanation(Samples.Placement(Samples.Spec(1), ready: 1), "all replicas are ready") with
        {
            Scaling = new ScalingView
            {
                Model = new ModelKey("default", "digits", "local"), At = Samples.Start, Promised = 0.99, Tolerance = 0.01,
                Classes = [new ClassScalingView(ServiceClass.Critical, 0.25, 0.1, 0.9975, 0.008), new ClassScalingView(ServiceClass.Batch, 0.75, 60, null, 0.01)],
            },
        });

        var run = await ConsoleRun.OfAsync(["explain", "digits", "--url", silo.Address]);

        Assert.Contains("  critical: 25 % of the requests, within 0.1 s; 99.75 % kept lately; plans let 0.8 % be late\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("  batch: 75 % of the requests, within 60 s; an unknown share kept lately; plans let 1 % be late\n", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("table")]
    [InlineData("json")]
    [InlineData("yaml")]
    public async Task Explain_Refused_EndsWithTwoAndAllReasons(string format)
    {
        await using var silo = await FakeSilo.StartAsync();
        silo.Answer(Route, Samples.Explanation(Samples.Placement(Samples.Spec(), ready: 1, refusal: Samples.Refusal), "no room"));

        var run = await ConsoleRun.OfAsync(["explain", "digits", "-o", format, "--url", silo.Address]);

        Assert.Equal(2, run.Exit);
        Assert.Contains("host-a: 0.5 cores wanted, 0.25 free", run.Output, StringComparison.Ordinal);
        Assert.Contains("host-b: cordoned", run.Output, StringComparison.Ordinal);
        Assert.Contains("lower resources.cpu to 0.25", run.Output, StringComparison.Ordinal);
        if (format == "json")
        {
            Assert.Equal("KRW3102", (string)JsonNode.Parse(run.Output)!["placement"]!["refusal"]!["code"]!);
        }
    }

    [Theory]
    [InlineData("acme/digits", "GET /admin/v1/models/acme/digits/explain")]
    [InlineData("acme/digits@eu-west", "GET /admin/v1/models/acme/digits/explain?region=eu-west")]
    public async Task Explain_TenantAndRegion_AreAsked(string model, string route)
    {
        await using var silo = await FakeSilo.StartAsync();

        await ConsoleRun.OfAsync(["explain", model, "--url", silo.Address]);

        Assert.Equal(route, Assert.Single(silo.Requests).Route);
    }

    [Fact]
    public async Task Explain_NoSuchModel_IsTheSilosProblemOnTheErrorStream()
    {
        await using var silo = await FakeSilo.StartAsync();
        silo.Answer(Route, new { error = new Problem { Code = ErrorCodes.NotFound, Message = "there is no model default/digits@local", Next = "krewe status" } }, 404);

        var run = await ConsoleRun.OfAsync(["explain", "digits", "--url", silo.Address]);

        Assert.Equal(new ConsoleRun(1, "", "KRW3105: there is no model default/digits@local\n  next: krewe status\n"), run);
    }
}
