namespace Orleans.Runtime;

/// <summary>Leaves something for the next activation when the grain moves.</summary>
public interface IGrainMigrationParticipant
{
    /// <summary>Writes what is to travel.</summary>
    /// <param name="dehydrationContext">Where to.</param>
    void OnDehydrate(IDehydrationContext dehydrationContext);

    /// <summary>Reads what the previous activation wrote; it may be missing.</summary>
    /// <param name="rehydrationContext">Where from.</param>
    void OnRehydrate(IRehydrationContext rehydrationContext);
}
