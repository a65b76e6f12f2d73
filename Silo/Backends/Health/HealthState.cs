namespace Krewe.Silo.Backends.Health;

/// <summary>What the watch of a model server has found.</summary>
internal enum HealthState
{
    /// <summary>Not ready yet, and still within its start-up time.</summary>
    Starting,

    /// <summary>Answers that it is ready.</summary>
    Ready,

    /// <summary>Was ready, and has failed several questions in a row.</summary>
    Unhealthy,

    /// <summary>Was not ready within its start-up time. It may still become so.</summary>
    StartupExpired,
}
