using Krewe.Inference;

namespace Krewe.Client.Channels;

/// <summary>A way to one front. What goes wrong on the way is a <see cref="ChannelException"/>; what the front says is its reply.</summary>
internal interface IChannel : IDisposable
{
    /// <summary>Its address, for people.</summary>
    string Name { get; }

    Task<InferenceReply> InferAsync(string model, string? version, ReadOnlyMemory<byte> body, CancellationToken cancellationToken);

    Task<InferenceReply> GetModelMetadataAsync(string tenant, string model, string? version, CancellationToken cancellationToken);

    Task<InferenceReply> GetModelReadyAsync(string tenant, string model, string? version, CancellationToken cancellationToken);

    Task<bool> IsReadyAsync(CancellationToken cancellationToken);
}
