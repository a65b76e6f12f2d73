namespace Krewe.Silo.Backends.Health;

/// <summary>Watches one model server: quickly until it is ready, then steadily. Reports changes only.</summary>
/// <param name="probe">Asks the server.</param>
/// <param name="options">Intervals and limits.</param>
/// <param name="time">The clock of all waits.</param>
/// <param name="changed">Called with the new state and, unless it is ready, the reason.</param>
internal sealed class HealthWatch(IHealthProbe probe, HealthOptions options, TimeProvider time, Action<HealthState, string> changed)
{
    private HealthState _state = HealthState.Starting; // Owned by the one run of the loop.
    private int _failures;

    /// <summary>Asks until cancelled. Completes without an exception.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        try
        {
            while (true)
            {
                var failure = await AskAsync(cancellationToken);
                cancellationToken.ThrowIfCancellationRequested();
                Weigh(failure, time.GetElapsedTime(started));
                await Task.Delay(_state == HealthState.Starting ? options.StartupInterval : options.Interval, time, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
    }

    private async Task<string?> AskAsync(CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(options.AnswerTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            return await probe.AskAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"no answer within {options.AnswerTimeout.TotalSeconds} s";
        }
    }

    private void Weigh(string? failure, TimeSpan elapsed)
    {
        if (failure is null)
        {
            _failures = 0;
            Become(HealthState.Ready, "");
            return;
        }

        _failures++;
        if (_state == HealthState.Ready && _failures >= options.FailuresToUnhealthy)
        {
            Become(HealthState.Unhealthy, $"{_failures} health checks in a row failed; the last: {failure}");
        }
        else if (_state == HealthState.Starting && elapsed >= options.StartupTimeout)
        {
            Become(HealthState.StartupExpired, $"not ready within {options.StartupTimeout.TotalSeconds} s of its start; the last answer: {failure}");
        }
    }

    private void Become(HealthState state, string reason)
    {
        if (_state != state)
        {
            _state = state;
            changed(state, reason);
        }
    }
}
