namespace Krewe.Runtime.Activations;

internal enum ActivationState
{
    /// <summary>Nothing was done yet.</summary>
    Created,

    /// <summary>The grain object is being made and activated; requests wait.</summary>
    Activating,

    /// <summary>Requests run.</summary>
    Valid,

    /// <summary>Running requests end; no other starts.</summary>
    Deactivating,

    /// <summary>Over: takes no message.</summary>
    Ended,
}
