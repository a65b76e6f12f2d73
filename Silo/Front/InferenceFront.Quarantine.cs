using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using Krewe.Errors;
using Krewe.Models;
using Krewe.Silo.Front.Protocol;

namespace Krewe.Silo.Front;

/// <content>Requests that end model servers. Contents are only hashed when one has, so that it costs the others nothing.</content>
internal sealed partial class InferenceFront
{
    /// <summary>A refusal for a content that is not executed any more; null for any other.</summary>
    private FrontAnswer? RefuseQuarantined(RequestState state, ModelView view, InferenceRequest request)
    {
        if (view.Quarantine.IsDefaultOrEmpty)
        {
            return null;
        }

        var digest = DigestOf(request);
        foreach (var content in view.Quarantine)
        {
            if (content.Digest == digest && content.Until > time.GetUtcNow())
            {
                return state.Fail(
                    422,
                    RequestOutcome.Invalid,
                    ErrorCodes.Quarantined,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"two model servers of '{view.Spec.Name}' ended while they executed a request of this content; it is not executed until {content.Until:u}, or until the model's replicas are replaced"));
            }
        }

        return null;
    }

    /// <summary>Tells the queue; where that cannot be reached the next one with this content kills two again.</summary>
    private async Task QuarantineAsync(IModelGrain model, ModelView view, InferenceRequest request)
    {
        try
        {
            await model.QuarantineAsync(DigestOf(request));
            await catalog.RefreshAsync(view.Spec.GetKey());
        }
        catch (Exception exception) when (Front.Unreachable.Is(exception))
        {
            Log.Unreachable(logger, view.Spec.Name, exception);
        }
    }

    /// <summary>Of what the model server gets, without the id: that differs with each request.</summary>
    private static string DigestOf(InferenceRequest request)
    {
        var body = new ArrayBufferWriter<byte>(1_024);
        BackendRequestWriter.Write(body, request with { Id = null });
        return Convert.ToHexStringLower(SHA256.HashData(body.WrittenSpan));
    }
}
