using Krewe.Events;

namespace Krewe.Grains.Events;

/// <summary>Where a silo's grains and processes note what they decided or saw.</summary>
public interface IEventSink
{
    /// <summary>Takes note of an event. Never fails and never waits; the silo's name and the number are given here.</summary>
    /// <param name="occurred">The event.</param>
    void Record(ClusterEvent occurred);
}
