using Krewe.Admin.Activations;

namespace Krewe.Silo.Admin.Activations;

/// <summary>The grains of the cluster, for operators.</summary>
internal interface IActivationManager
{
    /// <summary>A part of the list of activations.</summary>
    Task<GrainPage> ListAsync(string? type, string? silo, string? after, int limit, CancellationToken cancellationToken);

    /// <summary>Activations counted by type and silo.</summary>
    Task<GrainSummary> SummarizeAsync(CancellationToken cancellationToken);

    /// <summary>Where a grain is, and what it keeps.</summary>
    /// <exception cref="Errors.KreweException">The type is known to nobody (KRW3105).</exception>
    Task<GrainDetail> GetAsync(string type, string key, CancellationToken cancellationToken);

    /// <summary>Ends a grain's activation.</summary>
    /// <exception cref="Errors.KreweException">The type is known to nobody (KRW3105), or the engine's (KRW3108).</exception>
    Task<GrainActionResult> DeactivateAsync(string type, string key, CancellationToken cancellationToken);

    /// <summary>Moves a grain to another silo.</summary>
    /// <exception cref="Errors.KreweException">There is no such type or silo (KRW3105), or the grain cannot be there (KRW3108).</exception>
    Task<GrainActionResult> MigrateAsync(string type, string key, string silo, CancellationToken cancellationToken);
}
