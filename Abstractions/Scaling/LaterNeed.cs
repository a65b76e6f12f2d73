using Krewe.Naming;

namespace Krewe.Scaling;

/// <summary>What a model needs, whatever places its pool has.</summary>
/// <param name="Model">Which model.</param>
/// <param name="Now">Replicas when one that is started now would serve.</param>
/// <param name="Then">Replicas at the later moment.</param>
/// <param name="Most">The most of them from now until then.</param>
[GenerateSerializer, Immutable, Alias("krewe.LaterNeed")]
public sealed record LaterNeed(ModelKey Model, int Now, int Then, int Most);
