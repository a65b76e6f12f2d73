using System.Collections.Immutable;
using Krewe.Errors;
using Krewe.Specs;

namespace Krewe.Silo.Backends.Weights;

/// <summary>What can go wrong with weights, in words.</summary>
internal static class WeightsProblems
{
    public static KreweException Unavailable(WeightsSpec weights, string why) => new(new Problem
    {
        Code = ErrorCodes.WeightsUnavailable,
        Message = $"weights '{weights.Name}' cannot be had from {WeightsRules.TellOf(weights.Source)}: {why}",
        Where = weights.Digest,
        Next = "see that the host can read the source, or name another one in the spec",
    });

    public static KreweException Mismatch(WeightsSpec weights, string what) => new(new Problem
    {
        Code = ErrorCodes.WeightsMismatch,
        Message = $"weights '{weights.Name}' from {WeightsRules.TellOf(weights.Source)} are not what the spec says: {what}",
        Where = weights.Digest,
        Next = "correct the digest or size in the spec, or what is at the source",
    });

    public static KreweException NotStored(WeightsSpec weights, string why, ImmutableArray<string> reasons = default) => new(new Problem
    {
        Code = ErrorCodes.WeightsNotStored,
        Message = $"weights '{weights.Name}' cannot be stored on this host: {why}",
        Where = weights.Digest,
        Reasons = reasons.IsDefault ? [] : reasons,
        Next = "free the disk, raise --weights-max, or let --weights name a directory on a larger disk",
    });
}
