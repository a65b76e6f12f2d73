using System.Collections.Immutable;
using Krewe.Errors;
using Krewe.Naming;

namespace Krewe.Grains.Fleet;

/// <summary>What the fleet refuses, in words.</summary>
internal static class FleetProblems
{
    public static Problem PoolEmpty(PoolKey pool, IEnumerable<PoolKey> known) => new()
    {
        Code = ErrorCodes.PoolEmpty,
        Message = $"no host belongs to pool '{pool}'; pools with hosts: {string.Join(", ", known.Select(one => one.ToString()))}",
        Where = "pool",
        Next = "name one of those, or start a silo with --region and --pool set to it",
    };

    public static Problem RegionUnknown(string region, IEnumerable<PoolKey> known) => new()
    {
        Code = ErrorCodes.NotFound,
        Message = $"there is no region '{region}'; regions with hosts: {string.Join(", ", known.Select(pool => pool.Region).Distinct().Order(StringComparer.Ordinal))}",
        Where = "region",
        Next = "krewe regions",
    };

    public static Problem ModelUnknown(ModelKey model, string? home) => new()
    {
        Code = ErrorCodes.NotFound,
        Message = home is null ? $"there is no model '{model}'" : $"'{model}' was made for model '{home}': name that",
        Where = "model",
        Next = "krewe models; krewe regions",
    };

    public static Problem RegionNotAllowed(ModelKey model, string? region, ImmutableArray<string> allowed) => new()
    {
        Code = ErrorCodes.MigrationRefused,
        Message = region is null ? $"model '{model}' is in one region only" : $"model '{model}' may not be served in region '{region}'",
        Where = "region",
        Reasons = [allowed.IsEmpty ? "its spec allows no other region than its own ('regions.allow')" : $"its spec allows: {string.Join(", ", allowed)}"],
        Next = "name a region that its spec allows, or add this one to 'regions.allow' and apply the spec again",
    };

    public static Problem RegionWithoutPlace(ModelKey model, string region, string pool, bool declared) => new()
    {
        Code = ErrorCodes.MigrationRefused,
        Message = $"model '{model}' cannot be moved to region '{region}'",
        Where = "region",
        Reasons = [declared ? "a model of that name is declared there by itself: it takes requests that the model's own region cannot, and is not changed" : $"no pool '{pool}' with hosts is there"],
        Next = declared ? "delete that model first" : $"start a silo with --region {region} --pool {pool}",
    };
}
