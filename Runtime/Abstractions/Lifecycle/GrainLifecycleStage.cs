namespace Orleans.Runtime;

/// <summary>Stages of an activation.</summary>
public static class GrainLifecycleStage
{
    /// <summary>Before all others.</summary>
    public const int First = int.MinValue;

    /// <summary>Persistent state is read.</summary>
    public const int SetupState = 1_000;

    /// <summary>Components are ready for requests.</summary>
    public const int Activate = SetupState + 1_000;

    /// <summary>After all others.</summary>
    public const int Last = int.MaxValue;
}
