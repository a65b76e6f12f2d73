using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Krewe.Backends;
using Krewe.Errors;
using Krewe.Grains.Backends;
using Krewe.Models;
using Krewe.Naming;
using Krewe.Silo.Backends.Launching;
using Krewe.Silo.Backends.Management;
using Krewe.Specs;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Krewe.Silo.Tests.Backends;

[SuppressMessage("Design", "CA1001", Justification = "DisposeAsync of IAsyncLifetime disposes of them.")]
public sealed class BackendManagerTests : IAsyncLifetime
{
    private const string Forever = "echo up; while :; do sleep 1000; done";

    private static readonly ReplicaId Replica = ReplicaId.Parse("default/m@local/0");

    private readonly LaunchFixture _fixture = new();
    private readonly Recorder _seen = new();
    private FakeServer _server = null!;
    private BackendManager _manager = null!;

    public async Task InitializeAsync()
    {
        _server = await FakeServer.StartAsync();
        _manager = new(_fixture.Launcher, _fixture.Weights, new() { ShutdownGrace = TimeSpan.FromMilliseconds(200) }, _seen, TimeProvider.System, NullLogger<BackendManager>.Instance);
    }

    public async Task DisposeAsync()
    {
        await _manager.DisposeAsync();
        await _server.DisposeAsync();
        _fixture.Dispose();
    }

    [ShellFact]
    public async Task Ensure_SameEpoch_ReturnsTheRunningServer()
    {
        var first = await EnsureAsync(Shell(Forever), epoch: 1);
        var second = await EnsureAsync(Shell(Forever), epoch: 1);

        Assert.Equal(BackendState.Starting, first.State);
        Assert.Equal((first.ProcessId, 1), (second.ProcessId, second.Incarnation));
        Assert.StartsWith("http://127.0.0.1:", first.Address, StringComparison.Ordinal);
    }

    [ShellFact]
    public async Task Ensure_NewerEpoch_TheOlderServerIsGoneBeforeTheNewOneStarts()
    {
        var older = await EnsureAsync(Shell("trap '' TERM; " + Forever), epoch: 1);

        var newer = await EnsureAsync(Shell(Forever), epoch: 2);

        Assert.False(LaunchFixture.IsAlive(older.ProcessId!.Value));
        Assert.NotEqual(older.ProcessId, newer.ProcessId);
        Assert.Equal(2, newer.Epoch);
    }

    [ShellFact]
    public async Task Ensure_NewerEpochWhileTheOlderStopsGracefully_DoesNotWaitForTheGrace()
    {
        var older = await EnsureAsync(Shell("trap '' TERM; " + Forever), epoch: 1);
        var stop = _manager.StopAsync(Replica, 1, TimeSpan.FromHours(1), CancellationToken.None);

        var newer = await EnsureAsync(Shell(Forever), epoch: 2);

        await Eventually.WithinAsync(stop);
        Assert.False(LaunchFixture.IsAlive(older.ProcessId!.Value));
        Assert.True(LaunchFixture.IsAlive(newer.ProcessId!.Value));
    }

    [ShellFact]
    public async Task Ensure_OlderEpoch_IsRefused()
    {
        var running = await EnsureAsync(Shell(Forever), epoch: 5);

        var refusal = await Assert.ThrowsAsync<KreweException>(() => EnsureAsync(Shell(Forever), epoch: 4));

        Assert.Equal(ErrorCodes.StaleEpoch, refusal.Problem.Code);
        Assert.True(LaunchFixture.IsAlive(running.ProcessId!.Value));
    }

    [ShellFact]
    public async Task Ensure_AfterStopOfANewerEpoch_TheOlderOneIsStillRefused()
    {
        await EnsureAsync(Shell(Forever), epoch: 5);
        await Eventually.WithinAsync(_manager.StopAsync(Replica, 5, TimeSpan.Zero, CancellationToken.None));

        await Assert.ThrowsAsync<KreweException>(() => EnsureAsync(Shell(Forever), epoch: 4));
    }

    [ShellFact]
    public async Task Stop_OlderEpoch_LeavesTheServerAlone()
    {
        var running = await EnsureAsync(Shell(Forever), epoch: 5);

        var status = await Eventually.WithinAsync(_manager.StopAsync(Replica, 4, TimeSpan.Zero, CancellationToken.None));

        Assert.Equal(5, status!.Epoch);
        Assert.True(LaunchFixture.IsAlive(running.ProcessId!.Value));
    }

    [ShellFact]
    public async Task Stop_Running_ReportsStoppingThenExitedWithoutAProblem()
    {
        await EnsureAsync(Shell("exec sleep 1000"), epoch: 1);

        var status = await Eventually.WithinAsync(_manager.StopAsync(Replica, 1, TimeSpan.FromSeconds(20), CancellationToken.None));

        Assert.Equal((BackendState.Exited, 128 + 15), (status!.State, status.ExitCode));
        Assert.Null(status.Problem);
        Assert.Equal(BackendState.Stopping, (await _seen.NextAsync()).State);
        Assert.Equal(BackendState.Exited, (await _seen.NextAsync()).State);
    }

    [ShellFact]
    public async Task Exit_OfTheServer_IsReportedWithItsLastLinesAndItIsStartedAgainOnOrder()
    {
        await EnsureAsync(Shell("echo loading; echo 'no such file' >&2; exit 3"), epoch: 1);

        var exited = await _seen.NextAsync();

        Assert.Equal((BackendState.Exited, 3, 1), (exited.State, exited.ExitCode, exited.Incarnation));
        Assert.Equal(ErrorCodes.BackendLost, exited.Problem!.Code);
        Assert.Contains("no such file", exited.LastLines);
        Assert.Contains("exited with status 3", exited.LastLines[^1], StringComparison.Ordinal);

        var again = await EnsureAsync(Shell(Forever), epoch: 1);
        Assert.Equal((BackendState.Starting, 2), (again.State, again.Incarnation));
        await Eventually.TrueAsync(() => _manager.ReadLogs(Replica, 0, 100).Lines.Any(line => line.Text == "up"), "the second server writes");
        Assert.Equal("loading", _manager.ReadLogs(Replica, 0, 100).Lines.First(line => line.Stream == "out").Text);
    }

    [ShellFact]
    public async Task Ensure_CommandUnknown_IsRefusedAndItsLogSaysWhy()
    {
        var refusal = await Assert.ThrowsAsync<KreweException>(() => EnsureAsync(new() { Command = "/no/such/program" }, epoch: 1));

        Assert.Equal(ErrorCodes.LaunchFailed, refusal.Problem.Code);
        Assert.Null(_manager.Find(Replica));
        Assert.Contains("/no/such/program", Assert.Single(_manager.ReadLogs(Replica, 0, 10).Lines).Text, StringComparison.Ordinal);
        Assert.Equal(1, (await EnsureAsync(Shell(Forever), epoch: 1)).Incarnation);
    }

    [ShellFact]
    public async Task Ensure_NotReadyInTime_IsUnhealthyWithTheReason()
    {
        await EnsureAsync(Shell(Forever) with { StartupTimeout = TimeSpan.FromMilliseconds(100) }, epoch: 1);

        var unhealthy = await _seen.NextAsync();

        Assert.Equal((BackendState.Unhealthy, ErrorCodes.StartupTimeout), (unhealthy.State, unhealthy.Problem!.Code));
    }

    [Fact]
    public async Task Ensure_ByAddress_IsReadyWithItsSignatureAndServes()
    {
        await EnsureAsync(ByAddress(), epoch: 1);

        var ready = await _seen.NextAsync();

        Assert.Equal(BackendState.Ready, ready.State);
        Assert.Equal("x", Assert.Single(ready.Signature!.Inputs).Name);
        Assert.Null(ready.ProcessId);
        Assert.NotNull(ready.StartupTime);
        Assert.Equal("no (not launched by Krewe)", ready.MemoryEnforcement);
        Assert.Equal(ExecutionOutcome.Completed, (await InferAsync(1)).Outcome);

        var stopped = await Eventually.WithinAsync(_manager.StopAsync(Replica, 1, TimeSpan.Zero, CancellationToken.None));
        Assert.Equal(BackendState.Exited, stopped!.State);
    }

    [Fact]
    public async Task Ensure_MetadataBroken_IsNotReady()
    {
        _server.Describe = context => context.Response.WriteAsync("{}}");
        await EnsureAsync(ByAddress() with { StartupTimeout = TimeSpan.FromMilliseconds(100) }, epoch: 1);

        var unhealthy = await _seen.NextAsync();

        Assert.Equal(BackendState.Unhealthy, unhealthy.State);
        Assert.Contains("metadata", unhealthy.Problem!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ensure_NoMetadata_IsReadyWithoutASignature()
    {
        _server.Describe = context =>
        {
            context.Response.StatusCode = 404;
            return Task.CompletedTask;
        };
        await EnsureAsync(ByAddress(), epoch: 1);

        var ready = await _seen.NextAsync();

        Assert.Equal(BackendState.Ready, ready.State);
        Assert.Null(ready.Signature);
    }

    [Theory]
    [InlineData(400, ExecutionOutcome.Refused, ErrorCodes.BackendRefused)]
    [InlineData(500, ExecutionOutcome.Failed, ErrorCodes.BackendFailed)]
    [InlineData(200, ExecutionOutcome.Failed, ErrorCodes.BackendMalformed)]
    public async Task Infer_ServersOwnError_ComesWithItsWords(int status, ExecutionOutcome outcome, string code)
    {
        await ReadyAsync();
        _server.Infer = context =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync("""{"error":"because"}""");
        };

        var reply = await InferAsync(1);

        Assert.Equal((outcome, code, status), (reply.Outcome, reply.Problem!.Code, reply.Status));
        Assert.Contains(status == 200 ? "outputs" : "because", reply.Problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Infer_OtherEpochOrUnknownReplica_IsLostWithoutBeingSent()
    {
        await ReadyAsync();
        _server.Infer = _ => throw new InvalidOperationException("must not arrive");

        Assert.Equal((ExecutionOutcome.Lost, ErrorCodes.StaleEpoch), Short(await InferAsync(2)));
        Assert.Equal((ExecutionOutcome.Lost, ErrorCodes.StaleEpoch), Short(await InferAsync(0)));
        Assert.Equal(
            (ExecutionOutcome.Lost, ErrorCodes.StaleEpoch),
            Short(await _manager.InferAsync(ReplicaId.Parse("default/other@local/0"), 1, "{}"u8.ToArray(), CancellationToken.None)));
    }

    [ShellFact]
    public async Task Infer_ServerStarting_IsLostWithoutBeingSent()
    {
        await EnsureAsync(Shell(Forever), epoch: 1);

        Assert.Equal((ExecutionOutcome.Lost, ErrorCodes.BackendLost), Short(await InferAsync(1)));
    }

    [Fact]
    public async Task Infer_Cancelled_IsCancelled()
    {
        await ReadyAsync();
        var arrived = new TaskCompletionSource();
        _server.Infer = context =>
        {
            arrived.SetResult();
            return Task.Delay(System.Threading.Timeout.Infinite, context.RequestAborted);
        };
        using var cancel = new CancellationTokenSource();
        var asked = _manager.InferAsync(Replica, 1, "{}"u8.ToArray(), cancel.Token);
        await Eventually.WithinAsync(arrived.Task);

        await cancel.CancelAsync();

        Assert.Equal(ExecutionOutcome.Cancelled, (await Eventually.WithinAsync(asked)).Outcome);
    }

    [ShellFact]
    public async Task List_Started_IsInOrderOfReplicas()
    {
        Assert.Empty(_manager.List());
        Assert.Null(await _manager.StopAsync(Replica, 1, TimeSpan.Zero, CancellationToken.None));
        var other = ReplicaId.Parse("default/a@local/0");
        await EnsureAsync(Shell(Forever), epoch: 1);
        await _manager.EnsureAsync(Order(other, Shell(Forever), 1), CancellationToken.None);

        Assert.Equal([other, Replica], _manager.List().Select(status => status.Replica));
    }

    [ShellFact]
    public async Task StopAll_SomeIgnoreTerm_AllAreGoneAndNothingStarts()
    {
        var stubborn = await EnsureAsync(Shell("trap '' TERM; " + Forever), epoch: 1);
        var other = await _manager.EnsureAsync(Order(ReplicaId.Parse("default/m@local/1"), Shell("exec sleep 1000"), 1), CancellationToken.None);

        await Eventually.WithinAsync(_manager.StopAllAsync());

        Assert.False(LaunchFixture.IsAlive(stubborn.ProcessId!.Value));
        Assert.False(LaunchFixture.IsAlive(other.ProcessId!.Value));
        var refusal = await Assert.ThrowsAsync<KreweException>(() => EnsureAsync(Shell(Forever), epoch: 2));
        Assert.Equal(ErrorCodes.SiloStopping, refusal.Problem.Code);
    }

    [ShellFact]
    public async Task Kill_Server_TheExitIsReported()
    {
        var running = await EnsureAsync(Shell(Forever), epoch: 1);

        Signals.SendTo(running.ProcessId!.Value, ServerSignal.Kill);

        var exited = await _seen.NextAsync();
        Assert.Equal((BackendState.Exited, 137), (exited.State, exited.ExitCode));
        Assert.Contains("signal 9", exited.Problem!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Observer_Throws_LaterReportsStillArrive()
    {
        _seen.Fault = new InvalidOperationException("the observer's own");
        await ReadyAsync();
        _seen.Fault = null;

        await Eventually.WithinAsync(_manager.StopAsync(Replica, 1, TimeSpan.Zero, CancellationToken.None));

        Assert.Equal(BackendState.Stopping, (await _seen.NextAsync()).State);
    }

    private static (ExecutionOutcome Outcome, string? Code) Short(BackendReply reply) => (reply.Outcome, reply.Problem?.Code);

    private static BackendSpec Shell(string script) => new() { Command = "sh", Arguments = ["-c", script] };

    private static BackendOrder Order(ReplicaId replica, BackendSpec backend, long epoch) => new()
    {
        Replica = replica,
        Backend = backend,
        ModelName = "m",
        Lease = new() { Replica = replica, Host = "here", Epoch = epoch, CpuMillicores = 500, MemoryBytes = 256 << 20 },
    };

    private BackendSpec ByAddress() => new() { Url = _server.Address.AbsoluteUri };

    private async Task ReadyAsync()
    {
        await EnsureAsync(ByAddress(), epoch: 1);
        Assert.Equal(BackendState.Ready, (await _seen.NextAsync()).State);
    }

    private Task<BackendStatus> EnsureAsync(BackendSpec backend, long epoch) =>
        Eventually.WithinAsync(_manager.EnsureAsync(Order(Replica, backend, epoch), CancellationToken.None));

    private Task<BackendReply> InferAsync(long epoch) =>
        Eventually.WithinAsync(_manager.InferAsync(Replica, epoch, """{"inputs":[]}"""u8.ToArray(), CancellationToken.None));

    private sealed class Recorder : IBackendObserver
    {
        private readonly Channel<BackendStatus> _seen = Channel.CreateUnbounded<BackendStatus>();

        public Exception? Fault { get; set; }

        public void BackendChanged(BackendStatus status)
        {
            _seen.Writer.TryWrite(status);
            if (Fault is { } fault)
            {
                throw fault;
            }
        }

        public Task<BackendStatus> NextAsync() => Eventually.WithinAsync(_seen.Reader.ReadAsync().AsTask());
    }
}
