using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Krewe.Client.Inference;
using Krewe.Errors;
using Krewe.Specs;
using Krewe.Testing.Time;

namespace Krewe.Client.Tests.Inference;

public sealed class KreweClientTests : IAsyncLifetime
{
    private static readonly InferRequest Request = new("m", InferInput.Create("x", [1f, 2f]));

    private FakeFront _front = null!;

    public async Task InitializeAsync() => _front = await FakeFront.StartAsync();

    public async Task DisposeAsync() => await _front.DisposeAsync();

    [Fact]
    public async Task Infer_Properties_StandInTheRequestsParameters()
    {
        using var client = Client(options => options.Tenant = "acme");
        var answer = await client.InferAsync(Request with
        {
            Class = ServiceClass.Critical,
            Affinity = "a",
            IdempotencyId = "i-1",
            Deadline = TimeSpan.FromSeconds(100),
            Outputs = ["x"],
            Parameters = new Dictionary<string, object> { ["temperature"] = 0.5, ["on"] = true, ["name"] = "n", ["top"] = 3 },
        });

        var request = Assert.Single(_front.Requests);
        var parameters = request["parameters"]!.AsObject();
        Assert.Equal(("acme", "critical", "a", "i-1"), (Text("tenant"), Text("class"), Text("affinity"), Text("idempotency_id")));
        Assert.InRange(parameters["timeout"]!.GetValue<long>(), 1, 100_000_000);
        Assert.Equal((0.5, true, "n", 3), (parameters["temperature"]!.GetValue<double>(), parameters["on"]!.GetValue<bool>(), Text("name"), parameters["top"]!.GetValue<int>()));
        Assert.Equal("x", request["outputs"]![0]!["name"]!.GetValue<string>());
        Assert.Equal("i-1", answer.IdempotencyId);

        string Text(string name) => parameters[name]!.GetValue<string>();
    }

    [Fact]
    public async Task Infer_WithoutIdAndDeadline_EachRequestHasAnIdOfItsOwnAndTheModelsTimeout()
    {
        using var client = Client();
        await client.InferAsync(Request);
        await client.InferAsync(Request);

        Assert.Equal(2, _front.Requests.Select(request => request["parameters"]!["idempotency_id"]!.GetValue<string>()).Distinct().Count());
        Assert.All(_front.Requests, request => Assert.Null(request["parameters"]!["timeout"]));
    }

    [Theory]
    [InlineData(503, "KRW1104")]
    [InlineData(429, "KRW1104")]
    [InlineData(503, "KRW4004")]
    public async Task Infer_RefusedForNow_IsTriedAgainUnderTheSameIdWithLessTimeLeft(int status, string code)
    {
        _front.Answer = (context, number) => number < 3 ? FakeFront.RefuseAsync(context, status, code, "0") : _front.EchoAsync(context);
        using var client = Client();

        var answer = await client.InferAsync(Request with { Deadline = TimeSpan.FromMinutes(10) });

        Assert.Equal(3, answer.Attempts);
        Assert.Single(_front.Requests.Select(request => request["parameters"]!["idempotency_id"]!.GetValue<string>()).Distinct());
        var left = _front.Requests.Select(request => request["parameters"]!["timeout"]!.GetValue<long>()).ToList();
        Assert.Equal(left.OrderDescending(), left);
        Assert.True(left[0] > left[2]);
    }

    [Theory]
    [InlineData(400, "KRW1003")]
    [InlineData(404, "KRW1101")]
    [InlineData(502, "KRW4005")]
    [InlineData(504, "KRW1106")]
    public async Task Infer_OutcomeOfTheRequest_IsNotTriedAgain(int status, string code)
    {
        _front.Answer = (context, _) => FakeFront.RefuseAsync(context, status, code);
        using var client = Client();

        var problem = (await Assert.ThrowsAsync<KreweException>(() => client.InferAsync(Request))).Problem;

        Assert.Equal((code, "because"), (problem.Code, problem.Message));
        Assert.Single(_front.Requests);
    }

    [Fact]
    public async Task Infer_RetryAfter_IsWaitedFor()
    {
        var time = new ManualTimeProvider();
        var arrivals = new List<DateTimeOffset>();
        _front.Answer = (context, number) =>
        {
            arrivals.Add(time.GetUtcNow());
            return number == 1 ? FakeFront.RefuseAsync(context, 503, "KRW1104", "3") : _front.EchoAsync(context);
        };
        using var client = Client(time: time);

        await RunAsync(client.InferAsync(Request), time);

        Assert.True(arrivals[1] - arrivals[0] >= TimeSpan.FromSeconds(3));
    }

    [Theory]
    [InlineData(60, null)]
    [InlineData(4, 3)]
    public async Task Infer_RetryAfterBeyondWhatIsWaited_IsTheRefusalAtOnce(int retryAfter, int? deadline)
    {
        _front.Answer = (context, _) => FakeFront.RefuseAsync(context, 503, "KRW1105", $"{retryAfter}");
        using var client = Client(time: new ManualTimeProvider());

        var exception = await Assert.ThrowsAsync<KreweException>(() => client.InferAsync(Request with { Deadline = deadline is { } seconds ? TimeSpan.FromSeconds(seconds) : null }));

        Assert.Equal("KRW1105", exception.Problem.Code);
        Assert.Single(_front.Requests);
    }

    [Fact]
    public async Task Infer_MaxRetries_AreAllThatIsTried()
    {
        _front.Answer = (context, _) => FakeFront.RefuseAsync(context, 503, "KRW1103", "0");
        using var client = Client(options => options.MaxRetries = 2);

        Assert.Equal("KRW1103", (await Assert.ThrowsAsync<KreweException>(() => client.InferAsync(Request))).Problem.Code);
        Assert.Equal(3, _front.Requests.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Infer_ConnectionBreaks_IsTriedAgainOnlyWhenItMayBeExecutedTwice(bool idempotent)
    {
        _front.Answer = (context, number) =>
        {
            if (number > 1)
            {
                return _front.EchoAsync(context);
            }

            context.Abort();
            return Task.CompletedTask;
        };
        using var client = Client();
        var request = Request with { Idempotent = idempotent };

        if (idempotent)
        {
            Assert.Equal(2, (await client.InferAsync(request)).Attempts);
        }
        else
        {
            Assert.Equal("KRW7001", (await Assert.ThrowsAsync<KreweException>(() => client.InferAsync(request))).Problem.Code);
            Assert.Single(_front.Requests);
        }
    }

    [Fact]
    public async Task Infer_FirstAddressIsDead_TheNextOneAnswersAndIsKept()
    {
        var dead = Free();
        using var client = Client(options => options.Addresses.Insert(0, dead));

        Assert.Equal(2, (await client.InferAsync(Request with { Idempotent = false })).Attempts);
        Assert.Equal(1, (await client.InferAsync(Request)).Attempts);
    }

    [Fact]
    public async Task Infer_FrontStops_TheNextOneIsAskedWithoutAWait()
    {
        await using var other = await FakeFront.StartAsync();
        _front.Answer = (context, _) => FakeFront.RefuseAsync(context, 503, "KRW1110", "1");
        using var client = Client(options => options.Addresses.Add(other.Address), new ManualTimeProvider()); // a wait would never end

        Assert.Equal(2, (await client.InferAsync(Request)).Attempts);
        Assert.Single(other.Requests);
    }

    [Fact]
    public async Task Infer_NoAddressAnswers_SaysWhyOfEach()
    {
        Uri[] dead = [Free(), Free()];
        using var client = Client(options =>
        {
            options.Addresses.Clear();
            options.Addresses.Add(dead[0]);
            options.Addresses.Add(dead[1]);
        });

        var problem = (await Assert.ThrowsAsync<KreweException>(() => client.InferAsync(Request))).Problem;

        Assert.Equal("KRW5101", problem.Code);
        Assert.All(dead, address => Assert.Contains(problem.Reasons, reason => reason.StartsWith(address.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Infer_NoAnswerUntilTheDeadline_Expires()
    {
        var time = new ManualTimeProvider();
        _front.Answer = (context, _) => Task.Delay(Timeout.Infinite, context.RequestAborted);
        using var client = Client(options => options.Deadline = TimeSpan.FromSeconds(2), time);

        var running = client.InferAsync(Request);
        await _front.ArrivedAsync();
        var problem = (await Assert.ThrowsAsync<KreweException>(() => RunAsync(running, time))).Problem;

        Assert.Equal("KRW1106", problem.Code);
        Assert.True(time.Elapsed >= TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task Infer_Cancelled_EndsAndTheFrontLearnsOfIt()
    {
        var aborted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _front.Answer = async (context, _) =>
        {
            context.RequestAborted.Register(aborted.SetResult);
            await aborted.Task;
        };
        using var client = Client();
        using var cancellation = new CancellationTokenSource();

        var running = client.InferAsync(Request, cancellation.Token);
        await _front.ArrivedAsync();
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        await aborted.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task Metadata_AndReadiness_AreThoseOfTheModel()
    {
        using var client = Client();
        var metadata = await client.GetModelMetadataAsync("m");
        Assert.Equal(("m", "p"), (metadata.Name, metadata.Platform));
        Assert.Equal(["1", "2"], metadata.Versions.AsEnumerable());
        Assert.Equal(("x", "FP32"), (metadata.Inputs[0].Name, metadata.Inputs[0].Datatype));
        Assert.Equal([-1L, 2L], metadata.Inputs[0].Shape.AsEnumerable());
        Assert.Equal("KRW1101", (await Assert.ThrowsAsync<KreweException>(() => client.GetModelMetadataAsync("none"))).Problem.Code);
        Assert.True(await client.IsModelReadyAsync("m", tenant: "acme"));
        Assert.False(await client.IsModelReadyAsync("m"));
        Assert.True(await client.IsReadyAsync());
        _front.IsReady = false;
        Assert.False(await client.IsReadyAsync());
    }

    [Fact]
    public async Task Infer_SomebodyListens_IsAnActivityWhoseContextIsSent()
    {
        var activities = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == KreweServiceCollectionExtensions.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                lock (activities)
                {
                    activities.Add(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        _front.Answer = (context, number) => number == 1 ? FakeFront.RefuseAsync(context, 503, "KRW1104", "0") : FakeFront.RefuseAsync(context, 404, "KRW1101");
        using var client = Client(options => options.Tenant = "traced");

        await Assert.ThrowsAsync<KreweException>(() => client.InferAsync(Request));

        Activity activity;
        lock (activities)
        {
            activity = Assert.Single(activities, one => (string?)one.GetTagItem("krewe.tenant") == "traced");
        }

        Assert.Equal(
            ("krewe.client.infer", "m", "KRW1101", 2),
            (activity.OperationName, (string)activity.GetTagItem("krewe.model")!, (string)activity.GetTagItem("error.type")!, (int)activity.GetTagItem("krewe.attempts")!));
        Assert.All(_front.Traces, trace => Assert.Contains(activity.TraceId.ToString(), trace, StringComparison.Ordinal));
    }

    /// <summary>An address at which nothing listens.</summary>
    private static Uri Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }

    /// <summary>Lets time pass until it is done.</summary>
    private static async Task RunAsync(Task task, ManualTimeProvider time)
    {
        while (!task.IsCompleted)
        {
            time.Advance(TimeSpan.FromMilliseconds(1));
            await Task.Yield();
        }

        await task;
    }

    private KreweClient Client(Action<KreweOptions>? configure = null, TimeProvider? time = null)
    {
        var options = new KreweOptions { RetryDelay = TimeSpan.FromMilliseconds(1), Addresses = { _front.Address } };
        configure?.Invoke(options);
        return new KreweClient(options, time);
    }
}
