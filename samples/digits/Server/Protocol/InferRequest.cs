namespace Digits.Server.Protocol;

/// <summary>An inference request as read.</summary>
/// <param name="Id">To be echoed; null when none was given.</param>
/// <param name="Image">The one input.</param>
/// <param name="Outputs">Names of the outputs asked for, in this order.</param>
internal sealed record InferRequest(string? Id, InputTensor Image, IReadOnlyList<string> Outputs);
