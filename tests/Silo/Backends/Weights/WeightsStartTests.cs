using System.Diagnostics.CodeAnalysis;
using Krewe.Backends;
using Krewe.Errors;
using Krewe.Grains.Backends;
using Krewe.Naming;
using Krewe.Silo.Backends.Management;
using Krewe.Specs;
using Microsoft.Extensions.Logging.Abstractions;

namespace Krewe.Silo.Tests.Backends.Weights;

/// <summary>Model servers that need weights: what the manager does before and after their processes.</summary>
[SuppressMessage("Design", "CA1001", Justification = "DisposeAsync of IAsyncLifetime disposes of them.")]
public sealed class WeightsStartTests : IAsyncLifetime
{
    private static readonly ReplicaId Replica = ReplicaId.Parse("default/m@local/0");

    private readonly LaunchFixture _launch = new();
    private readonly WeightsFixture _weights = new();
    private BackendManager _manager = null!;

    public Task InitializeAsync()
    {
        _manager = new(_launch.Launcher, _weights.Cache, new() { ShutdownGrace = TimeSpan.FromMilliseconds(200) }, new Deaf(), TimeProvider.System, NullLogger<BackendManager>.Instance);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _manager.DisposeAsync();
        _launch.Dispose();
        _weights.Dispose();
    }

    [ShellFact]
    public async Task Ensure_WithWeights_TheServerReadsThemByTheirName()
    {
        var file = _weights.File("model.bin", 3_000);

        await EnsureAsync("wc -c < {weights}/model.bin; echo $PLACE; exec sleep 1000", epoch: 1, file);

        await Eventually.TrueAsync(() => Lines().Contains("3000"), "the server has counted its bytes");
        await Eventually.TrueAsync(() => Lines().Any(line => line.EndsWith("/model.bin", StringComparison.Ordinal)), "the environment names it, too");
    }

    [ShellFact]
    public async Task Ensure_Running_KeepsWeightsAndGivesThemFreeAtItsEnd()
    {
        await EnsureAsync("exec sleep 1000", epoch: 1, _weights.File("model.bin", 10));
        Assert.Equal(1, Assert.Single(_weights.Cache.List()).Users);

        await Eventually.WithinAsync(_manager.StopAsync(Replica, 1, TimeSpan.Zero, CancellationToken.None));

        Assert.Equal(0, Assert.Single(_weights.Cache.List()).Users);
    }

    [ShellFact]
    public async Task Ensure_CannotBeStarted_GivesWeightsFree()
    {
        await Assert.ThrowsAsync<KreweException>(() => _manager.EnsureAsync(
            Order(new() { Command = "/no/such/program", Weights = [_weights.File("model.bin", 10)] }, 1), CancellationToken.None));

        Assert.Equal(0, Assert.Single(_weights.Cache.List()).Users);
    }

    [ShellFact]
    public async Task Ensure_WeightsCannotBeHad_IsRefusedAndItsLogSaysWhy()
    {
        var file = _weights.File("model.bin", 10) with { Source = "/missing" };

        var refusal = await Assert.ThrowsAsync<KreweException>(() => EnsureAsync("exec sleep 1000", epoch: 1, file));

        Assert.Equal(ErrorCodes.WeightsUnavailable, refusal.Problem.Code);
        Assert.Contains(Lines(), line => line.Contains("/missing", StringComparison.Ordinal));
        Assert.Null(_manager.Find(Replica));
    }

    [ShellFact]
    public async Task Stop_WhileWeightsAreFetched_EndsTheStartAndDoesNotWaitForThem()
    {
        var file = _weights.File("model.bin", 10_000);
        _weights.Source.Hold(file.Source);
        var start = EnsureAsync("exec sleep 1000", epoch: 1, file);
        await Eventually.TrueAsync(() => _weights.Cache.List() is [{ HaveBytes: 5_000 }], "half of it is there");

        var stopped = await Eventually.WithinAsync(_manager.StopAsync(Replica, 1, TimeSpan.Zero, CancellationToken.None));

        Assert.Null(stopped);
        Assert.Equal(ErrorCodes.StaleEpoch, (await Assert.ThrowsAsync<KreweException>(() => start)).Problem.Code);
        Assert.Equal(0, Assert.Single(_weights.Cache.List()).Users);
    }

    [ShellFact]
    public async Task Ensure_NewerEpochWhileWeightsAreFetched_TakesTheFetchOver()
    {
        var file = _weights.File("model.bin", 10_000);
        var gate = _weights.Source.Hold(file.Source);
        var older = EnsureAsync("exec sleep 1000", epoch: 1, file);
        await Eventually.TrueAsync(() => _weights.Cache.List() is [{ HaveBytes: 5_000 }], "half of it is there");

        var newer = EnsureAsync("exec sleep 1000", epoch: 2, file);
        await Assert.ThrowsAsync<KreweException>(() => older);
        gate.SetResult();

        Assert.Equal(2, (await newer).Epoch);
        Assert.True(_weights.Source.Asked.Count <= 2);
    }

    [ShellFact]
    public async Task StopAll_WhileWeightsAreFetched_DoesNotWaitForThem()
    {
        var file = _weights.File("model.bin", 10_000);
        _weights.Source.Hold(file.Source);
        var start = EnsureAsync("exec sleep 1000", epoch: 1, file);
        await Eventually.TrueAsync(() => _weights.Cache.List() is [{ HaveBytes: 5_000 }], "half of it is there");

        await Eventually.WithinAsync(_manager.StopAllAsync());

        await Assert.ThrowsAsync<KreweException>(() => start);
    }

    private IEnumerable<string> Lines() => _manager.ReadLogs(Replica, 0, 100).Lines.Select(line => line.Text);

    private Task<BackendStatus> EnsureAsync(string script, long epoch, WeightsSpec weights)
    {
        var backend = new BackendSpec { Command = "sh", Arguments = ["-c", script], Weights = [weights] };
        return Eventually.WithinAsync(_manager.EnsureAsync(
            Order(backend with { Environment = backend.Environment.Add("PLACE", "{weights}/model.bin") }, epoch), CancellationToken.None));
    }

    private static BackendOrder Order(BackendSpec backend, long epoch) => new()
    {
        Replica = Replica,
        Backend = backend,
        ModelName = "m",
        Lease = new() { Replica = Replica, Host = "here", Epoch = epoch, CpuMillicores = 500, MemoryBytes = 256 << 20 },
    };

    private sealed class Deaf : IBackendObserver
    {
        public void BackendChanged(BackendStatus status)
        {
        }
    }
}
