using Orleans.Runtime;

namespace Orleans;

/// <summary>A grain that can be reminded. Implemented beside the grain's own interface.</summary>
public interface IRemindable : IGrain
{
    /// <summary>A reminder has fallen due. What this throws is logged; the next tick comes at its time.</summary>
    /// <param name="reminderName">Which reminder.</param>
    /// <param name="status">Its times.</param>
    Task ReceiveReminder(string reminderName, TickStatus status);
}
