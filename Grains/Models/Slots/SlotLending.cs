namespace Krewe.Grains.Models.Slots;

/// <summary>When a queue lends slots to fronts, and for how long. See docs/hot-models.md.</summary>
internal static class SlotLending
{
    /// <summary>How long a front may keep a slot without asking again.</summary>
    public static readonly TimeSpan KeepFor = TimeSpan.FromSeconds(2);

    /// <summary>How long nothing is lent after somebody had to wait.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Whether one more may be kept.</summary>
    /// <param name="slots">All slots of the model.</param>
    /// <param name="free">Those in nobody's use, the one in question not counted.</param>
    public static bool MayLend(int slots, int free) => free >= Math.Max(1, slots / 8);
}
