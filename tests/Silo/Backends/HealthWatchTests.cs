using System.Collections.Concurrent;
using Krewe.Silo.Backends.Health;

namespace Krewe.Silo.Tests.Backends;

public sealed class HealthWatchTests
{
    private static readonly HealthOptions Options = new() { StartupTimeout = TimeSpan.FromMilliseconds(100) };

    private readonly ManualTime _time = new();
    private readonly ScriptedProbe _probe = new();
    private readonly ConcurrentQueue<(HealthState State, string Reason)> _changes = new();

    [Fact]
    public async Task Run_ReadyAtThirdQuestion_IsAskedQuicklyThenSteadily()
    {
        await using var watch = Start();

        await StepAsync("refused", Options.StartupInterval);
        await StepAsync("refused", Options.StartupInterval);
        await StepAsync(null, Options.Interval);
        await StepAsync(null, Options.Interval);

        Assert.Equal([HealthState.Ready], _changes.Select(change => change.State));
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public async Task Run_FailuresInARow_MakeItUnhealthyAtTheThird(int failures, bool unhealthy)
    {
        await using var watch = Start();
        await StepAsync(null, Options.Interval);
        for (var failure = 0; failure < failures; failure++)
        {
            await StepAsync("status 503", Options.Interval);
        }

        await StepAsync(null, Options.Interval);
        await StepAsync("status 503", Options.Interval);
        await StepAsync("status 503", Options.Interval);

        Assert.Equal(unhealthy ? [HealthState.Ready, HealthState.Unhealthy, HealthState.Ready] : [HealthState.Ready], _changes.Select(change => change.State));
    }

    [Fact]
    public async Task Run_NoAnswer_CountsAsAFailureAfterItsTimeout()
    {
        await using var watch = Start();
        await StepAsync(null, Options.Interval);
        for (var failure = 0; failure < Options.FailuresToUnhealthy; failure++)
        {
            await _probe.AskedAsync(); // And never answered.
            await AdvanceAsync(Options.AnswerTimeout);
            await AdvanceAsync(Options.Interval);
        }

        await Eventually.TrueAsync(() => _changes.Count == 2, "the change is reported");
        Assert.Equal(HealthState.Unhealthy, _changes.Last().State);
        Assert.Contains("no answer within 2 s", _changes.Last().Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_NotReadyInTime_IsReportedOnceAndMayStillRecover()
    {
        await using var watch = Start();
        for (var asked = TimeSpan.Zero; asked < Options.StartupTimeout; asked += Options.StartupInterval)
        {
            await StepAsync("loading", Options.StartupInterval);
        }

        await StepAsync("loading", Options.Interval);
        await StepAsync("loading", Options.Interval);
        await StepAsync(null, Options.Interval);

        Assert.Equal([HealthState.StartupExpired, HealthState.Ready], _changes.Select(change => change.State));
        Assert.Contains("loading", _changes.First().Reason, StringComparison.Ordinal);
    }

    private Running Start()
    {
        var stop = new CancellationTokenSource();
        return new(stop, new HealthWatch(_probe, Options, _time, (state, reason) => _changes.Enqueue((state, reason))).RunAsync(stop.Token));
    }

    private async Task StepAsync(string? failure, TimeSpan pause)
    {
        (await _probe.AskedAsync()).SetResult(failure);
        await AdvanceAsync(pause);
    }

    private async Task AdvanceAsync(TimeSpan by)
    {
        await Eventually.TrueAsync(() => _time.IsAwaited(by), $"the watch waits for {by}");
        _time.Advance(by);
    }

    private sealed record Running(CancellationTokenSource Stop, Task Task) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Stop.CancelAsync();
            await Eventually.WithinAsync(Task);
            Stop.Dispose();
        }
    }

    private sealed class ScriptedProbe : IHealthProbe
    {
        private readonly ConcurrentQueue<TaskCompletionSource<string?>> _questions = new();

        public async Task<TaskCompletionSource<string?>> AskedAsync()
        {
            TaskCompletionSource<string?>? question = null;
            await Eventually.TrueAsync(() => _questions.TryDequeue(out question), "the probe is asked");
            return question!;
        }

        public Task<string?> AskAsync(CancellationToken cancellationToken)
        {
            var question = new TaskCompletionSource<string?>();
            _questions.Enqueue(question);
            return question.Task.WaitAsync(cancellationToken);
        }
    }
}
