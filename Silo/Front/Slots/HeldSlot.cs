using Krewe.Models;
using Krewe.Models.Slots;

namespace Krewe.Silo.Front.Slots;

/// <summary>A slot that this front keeps. Owned by its model's <see cref="ModelSlots"/>; all but the grant is read and written under its lock.</summary>
internal sealed class HeldSlot(ModelSlots owner, Grant grant, long keptUntil)
{
    public ModelSlots Owner => owner;

    public Grant Grant => grant;

    public KeptSlot Name { get; } = new(grant.Replica, grant.TicketId);

    /// <summary>The timestamp from which nothing may be begun in it.</summary>
    public long KeptUntil { get; set; } = keptUntil;

    /// <summary>When the execution in it began; a timestamp.</summary>
    public long BeganAt { get; set; }

    public bool InUse { get; set; }

    /// <summary>Called back: it goes back when it is not in use any more.</summary>
    public bool CalledBack { get; set; }

    /// <summary>Whether the execution that it was granted for is still to be told.</summary>
    public bool First { get; set; } = true;
}
