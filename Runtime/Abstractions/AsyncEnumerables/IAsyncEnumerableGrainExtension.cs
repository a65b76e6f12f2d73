using Krewe.Runtime.CodeGeneration;
using Orleans.Concurrency;

namespace Orleans.Runtime;

/// <summary>
/// How the items of an enumeration are fetched from a grain: the first call brings the request and starts its execution, each call brings the
/// items that are ready. The calls interleave with all others of the grain.
/// </summary>
[Alias("Orleans.Runtime.IAsyncEnumerableGrainExtension")]
internal interface IAsyncEnumerableGrainExtension : IGrainExtension
{
    /// <summary>Begins an enumeration.</summary>
    /// <param name="requestId">Its name, chosen by the caller.</param>
    /// <param name="request">The call of the method.</param>
    /// <param name="maxBatchSize">The most items in one answer.</param>
    /// <param name="cancellationToken">Ends the waiting for items, not the enumeration.</param>
    [AlwaysInterleave]
    ValueTask<EnumerationBatch> StartEnumeration(Guid requestId, GrainRequest request, int maxBatchSize, CancellationToken cancellationToken);

    /// <summary>Gives the next items, when there is one; what the method throws is thrown after the items before it.</summary>
    /// <param name="requestId">The enumeration.</param>
    /// <param name="cancellationToken">Ends the waiting for items, not the enumeration.</param>
    [AlwaysInterleave]
    ValueTask<EnumerationBatch> MoveNext(Guid requestId, CancellationToken cancellationToken);

    /// <summary>Ends an enumeration: its token is signalled and its enumerator disposed. Nothing happens when there is none.</summary>
    /// <param name="requestId">The enumeration.</param>
    [AlwaysInterleave]
    ValueTask DisposeAsync(Guid requestId);
}
