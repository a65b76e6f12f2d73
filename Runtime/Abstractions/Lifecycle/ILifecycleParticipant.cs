namespace Orleans;

/// <summary>Wants to take part in a lifecycle; found among the services.</summary>
/// <typeparam name="TLifecycleObservable">Which lifecycle.</typeparam>
public interface ILifecycleParticipant<TLifecycleObservable> where TLifecycleObservable : ILifecycleObservable
{
    /// <summary>Subscribes to the stages it wants.</summary>
    /// <param name="lifecycle">The lifecycle.</param>
    void Participate(TLifecycleObservable lifecycle);
}
