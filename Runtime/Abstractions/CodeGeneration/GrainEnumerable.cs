using Orleans.Runtime;

namespace Krewe.Runtime.CodeGeneration;

/// <summary>What a proxy returns for a method that returns a sequence. Nothing is called before it is enumerated; each enumeration is a call.</summary>
internal sealed class GrainEnumerable<T>(GrainReference target, GrainRequest request, int maxBatchSize) : IAsyncEnumerable<T>
{
    /// <summary>The most items in one answer, where the caller does not say.</summary>
    public const int DefaultBatchSize = 100;

    public GrainEnumerable<T> With(int batchSize) => new(target, request, batchSize);

    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        new GrainEnumerator<T>(target, request, maxBatchSize, cancellationToken);
}
