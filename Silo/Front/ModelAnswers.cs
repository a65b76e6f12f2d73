using System.Buffers;
using Krewe.Errors;
using Krewe.Models;
using Krewe.Silo.Front.Protocol;

namespace Krewe.Silo.Front;

/// <summary>What the protocol says of one model.</summary>
internal static class ModelAnswers
{
    public static FrontAnswer Metadata(ModelView view)
    {
        if (view.Signature is not { } signature)
        {
            return OipResponses.Error(
                503, ErrorCodes.ModelNotReady, $"model '{view.Spec.Name}' has had no replica that was ready yet, so its inputs are not known", TimeSpan.FromSeconds(1));
        }

        var output = new ArrayBufferWriter<byte>(256);
        ModelMetadataWriter.Write(output, view.Spec.Name, view.ReadyVersions.IsEmpty ? [view.Spec.Version] : view.ReadyVersions, signature);
        return new FrontAnswer(200, output.WrittenMemory);
    }

    public static FrontAnswer Ready(ModelView view, string? version)
    {
        var ready = version is null ? view.ReadyReplicas > 0 : view.ReadyVersions.Contains(version);
        var output = new ArrayBufferWriter<byte>(64);
        ServerDocuments.WriteModelReady(output, view.Spec.Name, ready);
        return new FrontAnswer(ready ? 200 : 503, output.WrittenMemory);
    }
}
