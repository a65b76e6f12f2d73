namespace Orleans;

/// <summary>Why an activation ends.</summary>
public enum DeactivationReasonCode : byte
{
    /// <summary>No reason was given.</summary>
    None,

    /// <summary>Its silo stops.</summary>
    ShuttingDown,

    /// <summary>Its activation failed.</summary>
    ActivationFailed,

    /// <summary>The directory lost its registration.</summary>
    DirectoryFailure,

    /// <summary>Nothing called it for its collection age.</summary>
    ActivationIdle,

    /// <summary>A request of it ran too long.</summary>
    ActivationUnresponsive,

    /// <summary>Another activation of the grain was registered first.</summary>
    DuplicateActivation,

    /// <summary>It cannot serve a request's interface version.</summary>
    IncompatibleRequest,

    /// <summary>An error of its own, such as a conflict in its storage.</summary>
    ApplicationError,

    /// <summary>It asked for it.</summary>
    ApplicationRequested,

    /// <summary>It moves to another silo.</summary>
    Migrating,

    /// <summary>The engine asked for it.</summary>
    RuntimeRequested,

    /// <summary>Its silo runs out of memory.</summary>
    HighMemoryPressure,
}
