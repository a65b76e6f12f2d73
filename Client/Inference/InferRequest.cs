using Krewe.Specs;

namespace Krewe.Client.Inference;

/// <summary>A request to a model.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Inputs">Its inputs, by name; see <see cref="InferInput.Create{T}(string, ReadOnlyMemory{T}, long[])"/>.</param>
public sealed record InferRequest(string Model, params IReadOnlyList<InferInput> Inputs)
{
    /// <summary>The version; null for whichever is served.</summary>
    public string? Version { get; init; }

    /// <summary>The outputs that are wanted; empty for all.</summary>
    public IReadOnlyList<string> Outputs { get; init; } = [];

    /// <summary>Whose request it is: what it is queued fairly by, and the owner of the model. Null for <see cref="KreweOptions.Tenant"/>.</summary>
    public string? Tenant { get; init; }

    /// <summary>How important it is; null for the model's own class.</summary>
    public ServiceClass? Class { get; init; }

    /// <summary>How long it may take, retries included: above 0, at most a day. Null for <see cref="KreweOptions.Deadline"/>.</summary>
    public TimeSpan? Deadline { get; init; }

    /// <summary>Requests of one affinity prefer one replica, for what it has cached: 1 to 256 bytes of UTF-8. Null for none.</summary>
    public string? Affinity { get; init; }

    /// <summary>By which tries of one request are known as one: 1 to 256 bytes of UTF-8. Null for one that nobody else has.</summary>
    public string? IdempotencyId { get; init; }

    /// <summary>
    /// Whether it may be executed twice when the outcome of a try is not known: a connection that broke amid the answer, a replica that was lost.
    /// True by default, as of models.
    /// </summary>
    public bool Idempotent { get; init; } = true;

    /// <summary>Parameters for the model server: texts, numbers and booleans.</summary>
    public IReadOnlyDictionary<string, object> Parameters { get; init; } = new Dictionary<string, object>();
}
