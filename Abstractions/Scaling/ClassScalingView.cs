using Krewe.Specs;

namespace Krewe.Scaling;

/// <summary>What is promised to one class of a model's requests, and kept.</summary>
/// <param name="Class">The class.</param>
/// <param name="Share">Its part of the requests that came lately, 0 to 1.</param>
/// <param name="ObjectiveSeconds">From arrival to answer, in seconds.</param>
/// <param name="Kept">The share of its requests that kept it lately, older ones fading; null before any ended.</param>
/// <param name="Tolerance">The share of its requests that may be late in plans.</param>
[GenerateSerializer, Immutable, Alias("krewe.ClassScalingView")]
public sealed record ClassScalingView(
    ServiceClass Class, double Share, double ObjectiveSeconds, double? Kept, double Tolerance);
