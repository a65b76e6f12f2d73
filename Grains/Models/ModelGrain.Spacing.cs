using Krewe.Scheduling.Queueing;
using Krewe.Scheduling.Queueing.Spacing;

namespace Krewe.Grains.Models;

/// <content>What keeps its distance to the execution before, so that slots become free one after the other.</content>
internal sealed partial class ModelGrain
{
    /// <summary>A class above takes so much of the slots that it is worth keeping apart for it.</summary>
    private const double ShareThatCounts = 0.01;

    /// <summary>Whoever was served within that time is expected to come again.</summary>
    private static readonly TimeSpan Expected = TimeSpan.FromSeconds(2);

    private readonly TenantTurns[] _turns = [.. Ranks().Select(_ => new TenantTurns())];
    private DateTimeOffset _lastStart = DateTimeOffset.MinValue;

    // Until when the next in order keeps its distance, though a slot is free; null when nothing does.
    private DateTimeOffset? _apartUntil;

    private bool MustKeepApart(in QueueEntry<Waiter> entry, QueueHandle place, DateTimeOffset now)
    {
        // Who finds a free slot takes it: only what has waited, or comes with others, keeps apart.
        if ((_queue.Count == 1 && entry.Ticket.EnqueuedAt == now) || TypicalOfSlots() is not { } typical)
        {
            return false;
        }

        var slots = Slots();
        var until = SpacingPolicy.NotBefore(_lastStart, typical, slots);
        if (until <= now || !MakesWay(entry, place, slots, now))
        {
            return false;
        }

        _apartUntil = until;
        return true;
    }

    /// <summary>Somebody is expected who would go before: of a class above, or a tenant that has not as much waiting.</summary>
    private bool MakesWay(in QueueEntry<Waiter> entry, QueueHandle place, int slots, DateTimeOffset now) =>
        _loads.ShareLeft(entry.Rank, slots, now) < 1 - ShareThatCounts
        || (_queue.CountBeside(place) >= Math.Max(2, slots / 2) && now - _turns[entry.Rank].LastOther(entry.Tenant) < Expected);

    private void Started(in QueueEntry<Waiter> entry, DateTimeOffset now)
    {
        _lastStart = now;
        _turns[entry.Rank].Served(entry.Tenant, now);
    }

    private int Slots()
    {
        var slots = 0;
        for (var index = 0; index < _replicas.Count; index++)
        {
            slots += _replicas.GetValueAtIndex(index).Slots;
        }

        return slots;
    }
}
