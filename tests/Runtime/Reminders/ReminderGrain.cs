using System.Globalization;
using Krewe.Runtime.Tests.Grains;
using Orleans;
using Orleans.Runtime;

namespace Krewe.Runtime.Tests.Reminders;

[GrainType("test.reminder")]
public sealed class ReminderGrain(EventLog log, TimeProvider time) : Grain, IReminderGrain, IRemindable
{
    private readonly Dictionary<string, IGrainReminder> _registered = [];
    private TimeSpan _takes;
    private bool _fail;

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        Assert.Equal(DateTimeKind.Utc, status.FirstTickTime.Kind);
        Assert.Equal(time.GetUtcNow().UtcDateTime, status.CurrentTickTime, TimeSpan.FromSeconds(1));
        var since = time.GetUtcNow().UtcDateTime - status.FirstTickTime;
        log.Add(string.Create(CultureInfo.InvariantCulture, $"{this.GetPrimaryKeyString()}/{reminderName} {(long)Math.Round(since.TotalSeconds)}"));
        if (_fail)
        {
            _fail = false;
            throw new InvalidOperationException("tick");
        }

        await Task.Delay(_takes, time);
    }

    public async Task Register(string name, TimeSpan due, TimeSpan period) => _registered[name] = await this.RegisterOrUpdateReminder(name, due, period);

    public async Task Unregister(string name) => await this.UnregisterReminder(
        _registered.GetValueOrDefault(name) ?? await this.GetReminder(name) ?? throw new ArgumentException(name));

    public async Task<bool> Has(string name) => await this.GetReminder(name) is { } found && found.ReminderName == name;

    public async Task<List<string>> Names() => [.. (await this.GetReminders()).Select(one => one.ReminderName)];

    public Task Take(TimeSpan span)
    {
        _takes = span;
        return Task.CompletedTask;
    }

    public Task FailNextTick()
    {
        _fail = true;
        return Task.CompletedTask;
    }

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    /// <summary>Runs code outside of the grain's turns, as a mistaken grain would.</summary>
    public Task RegisterOnPool()
    {
        var context = RuntimeContext.Current;
        RuntimeContext.Current = null;
        try
        {
            return this.RegisterOrUpdateReminder("r", TimeSpan.Zero, TimeSpan.FromMinutes(1));
        }
        finally
        {
            RuntimeContext.Current = context;
        }
    }
}
