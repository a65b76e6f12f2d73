using Krewe.Runtime.Directory;
using Orleans;
using Orleans.GrainDirectory;
using Orleans.Runtime;

namespace Krewe.Runtime.Hosting;

/// <summary>Several silos, each with a directory of its own, would each run every grain: such a silo does not start.</summary>
internal sealed class SharedDirectoryCheck(IGrainDirectory directory) : ILifecycleParticipant<ISiloLifecycle>
{
    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(nameof(SharedDirectoryCheck), ServiceLifecycleStage.First, _ => directory is LocalGrainDirectory
        ? throw new OrleansConfigurationException(
            "KRW7049: The silo has a membership table, and a grain directory that only it knows. Add one that all silos share (AddPostgresGrainDirectory, in the database of the membership).")
        : Task.CompletedTask);
}
