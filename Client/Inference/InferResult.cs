using Krewe.Errors;

namespace Krewe.Client.Inference;

/// <summary>The answer of a model.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Version">The version that answered; null when the front does not say.</param>
/// <param name="IdempotencyId">The id under which the request was sent.</param>
/// <param name="Attempts">How often it was sent, 1 when the first try was answered.</param>
/// <param name="Outputs">The outputs, in the order in which they were asked for.</param>
public sealed record InferResult(
    string Model,
    string? Version,
    string IdempotencyId,
    int Attempts,
    IReadOnlyList<InferOutput> Outputs)
{
    /// <summary>The elements of an output.</summary>
    /// <typeparam name="T">The elements' type, as of <see cref="InferInput.Create{T}(string, ReadOnlyMemory{T}, long[])"/>.</typeparam>
    /// <param name="name">The output's name.</param>
    /// <exception cref="KreweException">There is no such output, or it has another datatype (KRW5112).</exception>
    public ReadOnlyMemory<T> Read<T>(string name) => Output(name).Read<T>();

    /// <summary>An output.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="KreweException">There is no such output (KRW5112).</exception>
    public InferOutput Output(string name) =>
        Outputs.FirstOrDefault(output => output.Name == name)
        ?? throw new KreweException(ErrorCodes.OutputUnreadable, $"the answer of model '{Model}' has no output '{name}'; it has {string.Join(", ", Outputs.Select(output => output.Name))}");
}
