namespace Krewe.Silo.Front.Protocol;

/// <summary>Triton's extensions that carry tensors outside of the JSON. Krewe does not support them and says so.</summary>
internal static class BinaryExtension
{
    /// <summary>The header that announces binary tensors after the JSON.</summary>
    internal const string Header = "Inference-Header-Content-Length";

    /// <summary>The wish for binary tensors in the answer. The answer is JSON, which clients of the extension also read.</summary>
    internal static bool IsWish(string parameter) => parameter is "binary_data" or "binary_data_output";

    /// <summary>Data that stands elsewhere: after the JSON, or in the model server's shared memory, which is no client's to name.</summary>
    internal static bool IsReference(string parameter) =>
        parameter == "binary_data_size" || parameter.StartsWith("shared_memory_", StringComparison.Ordinal);

    /// <summary>Refuses a request whose header announces binary tensors.</summary>
    /// <param name="headerValue">The header's value; null when the request has none.</param>
    /// <returns>415, or null when there is nothing to refuse.</returns>
    internal static ProtocolFault? Check(string? headerValue) => headerValue is null
        ? null
        : new ProtocolFault(
            415,
            ProtocolCodes.ExtensionNotSupported,
            $"header {Header}: tensors in binary form are not supported; send them as JSON in \"data\", without this header.");
}
