namespace Orleans.Runtime;

/// <summary>The stages of an activation: <see cref="GrainLifecycleStage"/>.</summary>
public interface IGrainLifecycle : ILifecycleObservable
{
    /// <summary>Adds what wants to leave something for the next activation when the grain moves.</summary>
    /// <param name="participant">The participant.</param>
    void AddMigrationParticipant(IGrainMigrationParticipant participant);

    /// <summary>Takes it out.</summary>
    /// <param name="participant">The participant.</param>
    void RemoveMigrationParticipant(IGrainMigrationParticipant participant);
}
