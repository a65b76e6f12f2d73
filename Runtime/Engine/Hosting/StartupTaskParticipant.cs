using Orleans;
using Orleans.Runtime;

namespace Krewe.Runtime.Hosting;

/// <summary>Runs a startup task in its stage.</summary>
internal sealed class StartupTaskParticipant(Func<CancellationToken, Task> task, int stage) : ILifecycleParticipant<ISiloLifecycle>
{
    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(nameof(StartupTaskParticipant), stage, task);
}
