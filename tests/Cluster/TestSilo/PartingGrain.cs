using Orleans;
using Orleans.Runtime;

namespace Krewe.Cluster.Tests.TestSilo;

[GrainType("cluster-test.parting")]
public sealed class PartingGrain(ILocalSiloDetails silo, ExecutionFile notes) : Grain, IPartingGrain
{
    public Task<string> Where() => Task.FromResult(silo.SiloAddress.ToParsableString());

    public Task Hang()
    {
        notes.Note($"{this.GetPrimaryKeyString()} hangs");
        return new TaskCompletionSource().Task;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        notes.Note($"{this.GetPrimaryKeyString()} left {reason.ReasonCode}");
        return Task.CompletedTask;
    }
}
