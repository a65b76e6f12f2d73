namespace Orleans.Runtime;

/// <summary>The stages of a silo: <see cref="ServiceLifecycleStage"/>.</summary>
public interface ISiloLifecycle : ILifecycleObservable
{
    /// <summary>The highest stage that was completed by start.</summary>
    int HighestCompletedStage { get; }

    /// <summary>The lowest stage that was stopped.</summary>
    int LowestStoppedStage { get; }
}
