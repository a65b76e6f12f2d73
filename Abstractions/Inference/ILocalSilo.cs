namespace Krewe.Inference;

/// <summary>
/// The silo of this process, for a client in the same host: what its front takes and gives over HTTP, without HTTP. Bodies are those of the
/// Open Inference Protocol v2.
/// </summary>
public interface ILocalSilo
{
    /// <summary>Whether the silo makes progress.</summary>
    bool IsReady { get; }

    /// <summary>Where the admin API is served; null before the server has started.</summary>
    Uri? AdminAddress { get; }

    /// <summary>The token of admin writes.</summary>
    string AdminToken { get; }

    /// <summary>Answers a request. The body must not change until then.</summary>
    /// <param name="model">The model's name; its tenant stands in the request's parameters.</param>
    /// <param name="version">The version; null for whichever is served.</param>
    /// <param name="body">The request's JSON, UTF-8.</param>
    /// <param name="cancellationToken">The caller goes away, which cancels the request.</param>
    /// <exception cref="OperationCanceledException">The caller went away.</exception>
    Task<InferenceReply> InferAsync(string model, string? version, ReadOnlyMemory<byte> body, CancellationToken cancellationToken);

    /// <summary>The metadata of a model.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="model">Its name.</param>
    /// <param name="version">The version; null for whichever is served.</param>
    /// <param name="cancellationToken">The caller goes away.</param>
    Task<InferenceReply> GetModelMetadataAsync(string tenant, string model, string? version, CancellationToken cancellationToken);

    /// <summary>Whether a model takes requests: 200 when it does, 503 when not.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="model">Its name.</param>
    /// <param name="version">The version; null for whichever is served.</param>
    /// <param name="cancellationToken">The caller goes away.</param>
    Task<InferenceReply> GetModelReadyAsync(string tenant, string model, string? version, CancellationToken cancellationToken);
}
