namespace Krewe.Scheduling.Queueing;

/// <summary>Names a waiting entry; after it has left the name fits nothing any more. The default value never fits.</summary>
public readonly record struct QueueHandle
{
    internal QueueHandle(int slot, int version) => (Slot, Version) = (slot, version);

    internal int Slot { get; }

    internal int Version { get; }
}
