namespace Krewe.Backends;

/// <summary>What a model server does.</summary>
[GenerateSerializer, Alias("krewe.BackendState")]
public enum BackendState
{
    /// <summary>It was started and is not ready yet.</summary>
    Starting,

    /// <summary>It answers its health checks.</summary>
    Ready,

    /// <summary>It runs and does not answer them.</summary>
    Unhealthy,

    /// <summary>It was told to stop.</summary>
    Stopping,

    /// <summary>Its exit was seen; for a server by address: it is no longer watched.</summary>
    Exited,
}
