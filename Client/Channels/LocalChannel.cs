using Krewe.Inference;

namespace Krewe.Client.Channels;

/// <summary>Straight to the silo of this process.</summary>
internal sealed class LocalChannel(ILocalSilo silo) : IChannel
{
    public string Name => "the silo of this process";

    public Task<InferenceReply> InferAsync(string model, string? version, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        silo.InferAsync(model, version, body, cancellationToken);

    public Task<InferenceReply> GetModelMetadataAsync(string tenant, string model, string? version, CancellationToken cancellationToken) =>
        silo.GetModelMetadataAsync(tenant, model, version, cancellationToken);

    public Task<InferenceReply> GetModelReadyAsync(string tenant, string model, string? version, CancellationToken cancellationToken) =>
        silo.GetModelReadyAsync(tenant, model, version, cancellationToken);

    public Task<bool> IsReadyAsync(CancellationToken cancellationToken) => Task.FromResult(silo.IsReady);

    public void Dispose()
    {
        // The silo is the host's.
    }
}
