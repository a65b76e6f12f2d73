using Krewe.Models;
using Krewe.Silo.Backends.Health;
using Krewe.Silo.Backends.Protocol;

namespace Krewe.Silo.Backends.Management;

/// <summary>A server counts as ready only once it has also told what its model takes and gives. One that has no metadata (4xx) is taken as it is.</summary>
internal sealed class ReadinessProbe(OipClient client) : IHealthProbe
{
    private volatile bool _told; // Written by the one health loop.

    /// <summary>What the model takes and gives; null while unknown.</summary>
    public ModelSignature? Signature { get; private set; }

    public async Task<string?> AskAsync(CancellationToken cancellationToken)
    {
        var failure = await client.AskAsync(cancellationToken);
        if (failure is not null || _told)
        {
            return failure;
        }

        var metadata = await client.MetadataAsync(cancellationToken);
        if (metadata.Outcome is not (InferOutcome.Answered or InferOutcome.Rejected))
        {
            return $"its metadata: {metadata.Error}";
        }

        if (metadata.Outcome == InferOutcome.Answered)
        {
            (Signature, var fault) = SignatureReader.Read(metadata.Body);
            if (Signature is null)
            {
                return fault;
            }
        }

        _told = true;
        return null;
    }
}
