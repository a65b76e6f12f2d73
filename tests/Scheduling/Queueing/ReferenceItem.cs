using Krewe.Scheduling.Queueing;

namespace Krewe.Scheduling.Tests.Queueing;

/// <summary>A waiting entry of the reference and the level that it counts as; the number of ranks once its deadline has come.</summary>
internal sealed record ReferenceItem(QueueEntry<int> Entry)
{
    public int Level { get; set; }
}
