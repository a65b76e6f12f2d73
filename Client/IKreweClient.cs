using Krewe.Client.Admin;
using Krewe.Client.Inference;

namespace Krewe.Client;

/// <summary>
/// Models behind silos. Safe for use by several threads; one for a program is enough. Errors are <see cref="Errors.KreweException"/> with the
/// stable codes of docs/errors.md.
/// </summary>
public interface IKreweClient
{
    /// <summary>The admin API of the first silo: reads are open, writes need <see cref="KreweOptions.Token"/>. Nothing of it is retried.</summary>
    KreweAdminClient Admin { get; }

    /// <summary>
    /// Sends a request and reads the answer. What was refused for now, and connections that broke, are tried again under the same id, on the next
    /// address where there are several, until the deadline.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Gives the request up, which cancels it at the silo too.</param>
    /// <exception cref="Errors.KreweException">
    /// The front's refusal with its code; KRW1106 when the deadline passed; KRW5101 when no silo answers; KRW7001 when a connection broke and the
    /// request may not be sent twice; KRW5111 when an input is not valid; KRW5102 when the answer is not the protocol's.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was signalled.</exception>
    Task<InferResult> InferAsync(InferRequest request, CancellationToken cancellationToken = default);

    /// <summary>What a model takes and gives.</summary>
    /// <param name="model">Its name.</param>
    /// <param name="version">The version; null for whichever is served.</param>
    /// <param name="tenant">Whose; null for <see cref="KreweOptions.Tenant"/>.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="Errors.KreweException">There is no such model (KRW1101) or version (KRW1102), or it has not told yet (KRW1103).</exception>
    Task<ModelMetadata> GetModelMetadataAsync(string model, string? version = null, string? tenant = null, CancellationToken cancellationToken = default);

    /// <summary>Whether a model takes requests; false too when there is no such model or no silo answers. Asked once, not retried.</summary>
    /// <param name="model">Its name.</param>
    /// <param name="version">The version; null for whichever is served.</param>
    /// <param name="tenant">Whose; null for <see cref="KreweOptions.Tenant"/>.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    Task<bool> IsModelReadyAsync(string model, string? version = null, string? tenant = null, CancellationToken cancellationToken = default);

    /// <summary>Whether at least one silo takes requests. Each address is asked once, not retried.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    Task<bool> IsReadyAsync(CancellationToken cancellationToken = default);
}
