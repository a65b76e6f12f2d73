using Krewe.Pools.Improving;

namespace Krewe.Grains.Pools.Improving;

/// <summary>Moves in words.</summary>
internal static class PoolMoveTexts
{
    /// <summary>Where from and where to.</summary>
    public static string Place(PoolMove move) => $"it would be better on {Name(move.To, move.ToDevices)} than on {Name(move.From, move.FromDevices)}";

    /// <summary>The move with its reasons.</summary>
    public static string Of(PoolMove move) => move.Replica is { } replica
        ? $"replica {replica}: {Name(move.From, move.FromDevices)} to {Name(move.To, move.ToDevices)}{Reasons(move)}"
        : $"one more of {move.Model}: {Name(move.To, move.ToDevices)}{Reasons(move)}";

    private static string Name(string? host, IReadOnlyCollection<string> devices) => devices.Count == 0 ? $"host {host}" : $"host {host} {string.Join('+', devices)}";

    private static string Reasons(PoolMove move) => move.Reasons.IsEmpty ? "" : $": {string.Join("; ", move.Reasons)}";
}
