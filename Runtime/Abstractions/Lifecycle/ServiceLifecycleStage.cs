namespace Orleans;

/// <summary>Stages of a silo.</summary>
public static class ServiceLifecycleStage
{
    /// <summary>Before all others.</summary>
    public const int First = int.MinValue;

    /// <summary>The engine itself.</summary>
    public const int RuntimeInitialize = 2_000;

    /// <summary>Membership, directory, messages.</summary>
    public const int RuntimeServices = 4_000;

    /// <summary>Storage.</summary>
    public const int RuntimeStorageServices = 6_000;

    /// <summary>What serves grains: reminders, streams.</summary>
    public const int RuntimeGrainServices = 8_000;

    /// <summary>Between those and the application.</summary>
    public const int AfterRuntimeGrainServices = 8_100;

    /// <summary>Services of the application.</summary>
    public const int ApplicationServices = 10_000;

    /// <summary>The silo looks whether it reaches the others.</summary>
    public const int ValidateInitialConnectivity = BecomeActive - 99;

    /// <summary>On stop: the directory is handed over.</summary>
    public const int GrainDirectoryShutdown = BecomeActive - 2;

    /// <summary>On stop: activations end.</summary>
    public const int GrainDeactivation = BecomeActive - 1;

    /// <summary>The silo joins the cluster.</summary>
    public const int BecomeActive = Active - 1;

    /// <summary>The silo serves; startup tasks run.</summary>
    public const int Active = 20_000;

    /// <summary>After all others.</summary>
    public const int Last = int.MaxValue;
}
