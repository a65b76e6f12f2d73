namespace Orleans.Runtime;

/// <summary>The states of a silo, in order; never back.</summary>
public enum SiloStatus
{
    /// <summary>Not known.</summary>
    None,

    /// <summary>Made.</summary>
    Created,

    /// <summary>Joins the cluster.</summary>
    Joining,

    /// <summary>Serves.</summary>
    Active,

    /// <summary>Stops in order.</summary>
    ShuttingDown,

    /// <summary>Stops at once.</summary>
    Stopping,

    /// <summary>Gone.</summary>
    Dead,
}
