using Krewe.Errors;
using Krewe.Silo.Front.Protocol;
using Krewe.Silo.Telemetry;

namespace Krewe.Silo.Front;

/// <summary>Takes inference requests from HTTP. Its services are asked for once: a request's own would cost a scope for each.</summary>
internal sealed class InferEndpoint(InferenceFront front, FrontGate gate, TimeProvider time)
{
    /// <summary>Answers one request.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        var arrived = time.GetTimestamp();
        if (!gate.TryEnter())
        {
            await OipResponses.WriteErrorAsync(context, 503, ErrorCodes.SiloStopping, "the silo is stopping; ask another one", TimeSpan.FromSeconds(1));
            return;
        }

        try
        {
            if (BinaryExtension.Check(context.Request.Headers["Inference-Header-Content-Length"]) is { } fault)
            {
                await OipResponses.WriteErrorAsync(context, fault.Status, fault.Code, fault.Message);
                return;
            }

            using var activity = KreweActivities.StartRequest(context.Request.Headers);
            var body = await RequestBody.ReadAsync(context.Request, context.RequestAborted);
            var call = new FrontCall((string)context.Request.RouteValues["model"]!, OipEndpoints.Version(context), body, arrived);
            var answer = await front.InferAsync(call, context.RequestAborted);
            await OipResponses.WriteAsync(context, answer);
        }
        finally
        {
            gate.Leave();
        }
    }
}
