namespace Krewe.Grains.Models.Shards;

/// <summary>How often the shards of a queue are looked at. See docs/hot-models.md.</summary>
internal static class ShardTimes
{
    /// <summary>Between two exchanges at least.</summary>
    public static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(5);

    /// <summary>Between two exchanges at most, while anything waits.</summary>
    public static readonly TimeSpan Busy = TimeSpan.FromMilliseconds(20);

    /// <summary>Between two exchanges at most.</summary>
    public static readonly TimeSpan Calm = TimeSpan.FromSeconds(1);

    /// <summary>How long the root waits for a shard's answer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>How long a shard may use what it was told of without hearing from the root again.</summary>
    public static readonly TimeSpan Allotted = TimeSpan.FromSeconds(3);

    /// <summary>Slots that one exchange moves at most.</summary>
    public const int MaxMoves = 256;
}
