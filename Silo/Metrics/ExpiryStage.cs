namespace Krewe.Silo.Metrics;

/// <summary>Where a request was when its deadline passed.</summary>
internal enum ExpiryStage
{
    /// <summary>Waiting for a replica.</summary>
    Queue,

    /// <summary>With a model server.</summary>
    Execution,
}
