using System.Collections.Immutable;

namespace Krewe.Planning.Replay;

/// <summary>What a scaler sees.</summary>
/// <param name="Now">Seconds since the beginning of the replay.</param>
/// <param name="Places">Places for replicas that all models share.</param>
/// <param name="Models">The models, in the order of the trace.</param>
public sealed record ReplayView(double Now, int Places, ImmutableArray<ModelView> Models);
