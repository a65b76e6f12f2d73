using Krewe.Client.Tests;
using Krewe.Errors;
using Krewe.Pools;

namespace Krewe.Commands.Tests.Apply;

public sealed class ScaleCommandTests : IAsyncLifetime
{
    private const string Route = "PUT /admin/v1/models/default/digits/replicas";
    private FakeSilo _silo = null!;

    public async Task InitializeAsync() => _silo = await FakeSilo.StartAsync();

    public async Task DisposeAsync() => await _silo.DisposeAsync();

    [Fact]
    public async Task Scale_WaitsUntilTheReplicasAreReady()
    {
        var (before, after) = (Samples.Placement(Samples.Spec(), 1, generation: 2), Samples.Placement(Samples.Spec(), 2, generation: 2));
        var calls = 0;
        _silo.Answer(Route, new AssignResult { Change = AssignChange.Configured, Generation = 2, Placement = before });
        _silo.Answer("GET /admin/v1/models", _ => FakeSilo.Json(new[] { calls++ == 0 ? before : after }));

        var run = await RunAsync("2");

        Assert.Equal((0, "default/digits@local scaled to 2, generation 2\ndefault/digits@local ready, 2 of 2 replicas\n"), (run.Exit, run.Output));
        Assert.Equal("""{"replicas":2}""", _silo.Requests.First().Body);
        Assert.Contains("1 of 2 replicas ready", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scale_NoRoom_EndsWithTwoAndAllReasons()
    {
        var refused = Samples.Placement(Samples.Spec(), 1, refusal: Samples.Refusal);
        _silo.Answer(Route, new AssignResult { Change = AssignChange.Configured, Generation = 1, Placement = refused });
        _silo.Answer("GET /admin/v1/models", new[] { refused });

        var run = await RunAsync("2");

        Assert.Equal(2, run.Exit);
        Assert.Contains("host-a: 0.5 cores wanted, 0.25 free", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PUT", """{"replicas":2,"for":5400}""", "2", "--for", "90m")]
    [InlineData("DELETE", "", "auto")]
    public async Task Scale_ForAWhileAndBack_AsksForIt(string method, string body, params string[] arguments)
    {
        var placement = Samples.Placement(Samples.Spec(), 2, generation: 2) with { Override = 2, OverrideUntil = DateTimeOffset.UnixEpoch };
        _silo.Answer($"{method} /admin/v1/models/default/digits/replicas", new AssignResult { Change = AssignChange.Configured, Generation = 2, Placement = placement });
        _silo.Answer("GET /admin/v1/models", new[] { placement });

        var run = await RunAsync(arguments);

        Assert.Equal(0, run.Exit);
        Assert.Equal(body, _silo.Requests.First().Body);
        Assert.Contains("scaled to 2 until 1970-01-01", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scale_NoSuchModel_IsTheSilosProblem()
    {
        _silo.Answer(Route, new { error = new Problem { Code = ErrorCodes.NotFound, Message = "there is no such model", Next = "krewe models" } }, 404);

        Assert.Equal(new ConsoleRun(1, "", "KRW3105: there is no such model\n  next: krewe models\n"), await RunAsync("2"));
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("two")]
    public async Task Scale_NoNumber_IsAWrongCommandLine(string number)
    {
        var run = await RunAsync("--", number);

        Assert.Equal(1, run.Exit);
        Assert.StartsWith("KRW5103: ", run.Error, StringComparison.Ordinal);
        Assert.Empty(_silo.Requests);
    }

    private Task<ConsoleRun> RunAsync(params string[] number) => ConsoleRun.OfAsync(["scale", "--url", _silo.Address, "digits", .. number]);
}
