using Orleans;

namespace Krewe.Runtime.Tests.Reminders;

/// <summary>Each tick notes <c>key/name seconds</c> since the first one was due, then takes its time.</summary>
public interface IReminderGrain : IGrainWithStringKey
{
    Task Register(string name, TimeSpan due, TimeSpan period);

    /// <summary>Takes back the reminder as it was when this activation registered it; as the table has it, if it did not.</summary>
    Task Unregister(string name);

    Task<bool> Has(string name);

    Task<List<string>> Names();

    Task Take(TimeSpan span);

    Task FailNextTick();

    Task Leave();

    Task RegisterOnPool();
}
