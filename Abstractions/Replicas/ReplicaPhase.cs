namespace Krewe.Replicas;

/// <summary>Where a replica is in its life.</summary>
[GenerateSerializer, Alias("krewe.ReplicaPhase")]
public enum ReplicaPhase
{
    /// <summary>It has no lease.</summary>
    None,

    /// <summary>Its model server is being started.</summary>
    Starting,

    /// <summary>It takes requests.</summary>
    Ready,

    /// <summary>Its model server runs and does not answer its health checks.</summary>
    Unhealthy,

    /// <summary>Its model server exited; it is started again after a delay.</summary>
    Restarting,

    /// <summary>It takes no more requests and finishes those it has.</summary>
    Draining,

    /// <summary>Its model server has exited and will not be started again.</summary>
    Stopped,
}
