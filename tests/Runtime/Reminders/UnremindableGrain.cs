using Orleans;

namespace Krewe.Runtime.Tests.Reminders;

[GrainType("test.unremindable")]
public sealed class UnremindableGrain : Grain, IUnremindableGrain
{
    public Task Register() => this.RegisterOrUpdateReminder("r", TimeSpan.Zero, TimeSpan.FromMinutes(1));
}
