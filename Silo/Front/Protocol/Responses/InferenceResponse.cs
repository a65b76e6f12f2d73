namespace Krewe.Silo.Front.Protocol;

/// <summary>
/// A model server's answer that has been checked. Its slices point into the answer's bytes, which their owner must keep
/// unchanged for as long as they are in use.
/// </summary>
/// <param name="Parameters">The JSON object of the answer's parameters; empty when it has none.</param>
/// <param name="RawOutputs">The JSON array of all outputs.</param>
/// <param name="Outputs">The same, one by one.</param>
internal sealed record InferenceResponse(
    ReadOnlyMemory<byte> Parameters,
    ReadOnlyMemory<byte> RawOutputs,
    IReadOnlyList<ResponseOutput> Outputs);
