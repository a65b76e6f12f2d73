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
}
