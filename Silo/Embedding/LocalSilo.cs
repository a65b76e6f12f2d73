using Krewe.Errors;
using Krewe.Inference;
using Krewe.Silo.Admin;
using Krewe.Silo.Front;
using Krewe.Silo.Hosting;
using Krewe.Silo.Telemetry;

namespace Krewe.Silo.Embedding;

/// <summary>The front for the client library in this process: the same checks, queue and outcome as over HTTP.</summary>
internal sealed class LocalSilo(
    InferenceFront front, ModelLookup models, FrontGate gate, Readiness readiness, ListenAddresses addresses, AdminToken token, TimeProvider time) : ILocalSilo
{
    public bool IsReady => readiness.IsReady;

    public Uri? AdminAddress => addresses.Admin is [var first, ..] ? Reachable(first) : null;

    public string AdminToken => token.Value;

    public async Task<InferenceReply> InferAsync(string model, string? version, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var arrived = time.GetTimestamp();
        if (!gate.TryEnter())
        {
            return Reply(OipResponses.Error(503, ErrorCodes.SiloStopping, "the silo is stopping; ask another one", TimeSpan.FromSeconds(1)));
        }

        try
        {
            using var activity = KreweActivities.StartRequest();
            return Reply(await front.InferAsync(new FrontCall(model, version, body, arrived), cancellationToken));
        }
        finally
        {
            gate.Leave();
        }
    }

    public async Task<InferenceReply> GetModelMetadataAsync(string tenant, string model, string? version, CancellationToken cancellationToken)
    {
        var (view, refusal) = await models.FindAsync(tenant, model, version).WaitAsync(cancellationToken);
        return Reply(view is null ? refusal : ModelAnswers.Metadata(view));
    }

    public async Task<InferenceReply> GetModelReadyAsync(string tenant, string model, string? version, CancellationToken cancellationToken)
    {
        var (view, refusal) = await models.FindAsync(tenant, model, version).WaitAsync(cancellationToken);
        return Reply(view is null ? refusal : ModelAnswers.Ready(view, version));
    }

    private static InferenceReply Reply(in FrontAnswer answer) => new(answer.Status, answer.Body, answer.RetryAfter);

    /// <summary>An address of all interfaces is one to listen on, not one to call.</summary>
    private static Uri Reachable(string address)
    {
        var binding = BindingAddress.Parse(address);
        var host = binding.Host is "0.0.0.0" or "[::]" or "+" or "*" ? "127.0.0.1" : binding.Host;
        return new UriBuilder(binding.Scheme, host, binding.Port).Uri;
    }
}
