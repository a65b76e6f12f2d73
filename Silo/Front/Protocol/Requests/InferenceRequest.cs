namespace Krewe.Silo.Front.Protocol;

/// <summary>
/// A request that has passed every check which needs no knowledge of the model. Its slices point into the body, which its
/// owner must keep unchanged for as long as the request is in use.
/// </summary>
/// <param name="Id">To be echoed; null when the request has none.</param>
/// <param name="Parameters">Krewe's, and those to be forwarded.</param>
/// <param name="Inputs">At least one.</param>
/// <param name="Outputs">Empty when all outputs are asked for.</param>
internal sealed record InferenceRequest(
    string? Id,
    RequestParameters Parameters,
    IReadOnlyList<InferenceInput> Inputs,
    IReadOnlyList<RequestedOutput> Outputs)
{
    /// <summary>Elements of all inputs.</summary>
    internal long ElementCount
    {
        get
        {
            var sum = 0L;
            foreach (var input in Inputs)
            {
                sum += input.ElementCount; // bounded by the limits when it was read
            }

            return sum;
        }
    }
}
