using Orleans;
using Orleans.Runtime;

namespace Krewe.Simulation.Tests.Grains;

[GrainType("simulation.alarm")]
public sealed class AlarmGrain(AlarmLedger ledger) : Grain, IAlarmGrain, IRemindable
{
    private string Name => $"alarm of {this.GetPrimaryKeyString()}";

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        ledger.Ticked(this.GetPrimaryKeyString(), reminderName == Name);
        return Task.CompletedTask;
    }

    public Task Set() => this.RegisterOrUpdateReminder(Name, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10));

    public async Task Unset()
    {
        if (await this.GetReminder(Name) is { } reminder)
        {
            await this.UnregisterReminder(reminder);
        }
    }
}
