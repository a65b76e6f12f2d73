using System.Collections.Concurrent;

namespace Krewe.Bench.Activations;

/// <summary>
/// What the same costs without an engine: an object for each key in a dictionary, with a scheduler of its own that runs one task at a time. No
/// lifecycle, no copies, no time-outs, no reentrancy: a bound of what can be reached, and no alternative.
/// </summary>
internal sealed class PlainObjects
{
    private readonly ConcurrentDictionary<string, Plain> _objects = new();

    public Task<int> Touch(string key)
    {
        var plain = _objects.GetOrAdd(key, static _ => new Plain());
        return Task.Factory.StartNew(static state => ++((Plain)state!).Calls, plain, CancellationToken.None, TaskCreationOptions.DenyChildAttach, plain.Turns);
    }

    private sealed class Plain
    {
        public TaskScheduler Turns { get; } = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;

        public int Calls { get; set; }
    }
}
