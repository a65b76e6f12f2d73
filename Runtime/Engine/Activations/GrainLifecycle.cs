using Krewe.Runtime.Lifecycle;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Krewe.Runtime.Activations;

/// <summary>The stages of one activation, and what wants to travel when it moves.</summary>
internal sealed class GrainLifecycle(ILogger logger) : LifecycleSubject(logger), IGrainLifecycle
{
    private readonly List<IGrainMigrationParticipant> _participants = [];

    public IReadOnlyList<IGrainMigrationParticipant> MigrationParticipants => _participants;

    public void AddMigrationParticipant(IGrainMigrationParticipant participant) => _participants.Add(participant);

    public void RemoveMigrationParticipant(IGrainMigrationParticipant participant) => _participants.Remove(participant);
}
