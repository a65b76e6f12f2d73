using System.Globalization;
using Orleans;
using Orleans.Runtime;

namespace Krewe.Runtime.Tests.Grains;

[GrainType("test.timer")]
public sealed class TimerGrain(EventLog log, TimeProvider time) : Grain, ITimerGrain
{
    private readonly Dictionary<string, IGrainTimer> _timers = [];
    private readonly DateTimeOffset _start = time.GetUtcNow();
    private bool _fail;

    public Task Begin(string name, TimeSpan due, TimeSpan period, TimeSpan takes, bool interleave, bool keepAlive)
    {
        RequestContext.Set("from", "caller");
        _timers[name] = this.RegisterGrainTimer(
            async (state, token) =>
            {
                Note($"{state}{(RequestContext.Get("from") is { } from ? $" from {from}" : "")}");
                if (_fail)
                {
                    _fail = false;
                    throw new InvalidOperationException("tick");
                }

                try
                {
                    await Task.Delay(takes, time, token);
                }
                catch (OperationCanceledException)
                {
                    Note($"{state} cancelled");
                }
            },
            name,
            new GrainTimerCreationOptions(due, period) { Interleave = interleave, KeepAlive = keepAlive });
        return Task.CompletedTask;
    }

    public Task Change(string name, TimeSpan due, TimeSpan period)
    {
        _timers[name].Change(due, period);
        return Task.CompletedTask;
    }

    public Task End(string name)
    {
        _timers[name].Dispose();
        return Task.CompletedTask;
    }

    public async Task Work(TimeSpan span)
    {
        Note("work");
        await Task.Delay(span, time);
    }

    public Task FailNextTick()
    {
        _fail = true;
        return Task.CompletedTask;
    }

    /// <summary>Runs code outside of the grain's turns, as a mistaken grain would.</summary>
    public Task BeginOnPool()
    {
        var context = RuntimeContext.Current;
        RuntimeContext.Current = null;
        try
        {
            this.RegisterGrainTimer(() => Task.CompletedTask, TimeSpan.Zero, TimeSpan.Zero);
        }
        finally
        {
            RuntimeContext.Current = context;
        }

        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Note($"deactivated {reason.ReasonCode}");
        return Task.CompletedTask;
    }

    private void Note(string what) => log.Add(string.Create(CultureInfo.InvariantCulture, $"{what} {(time.GetUtcNow() - _start).TotalSeconds}"));
}
