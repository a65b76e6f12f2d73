using System.Collections.Concurrent;

namespace Krewe.Conformance.Tests.Support;

/// <summary>
/// What grains note and tests wait for, by a key of the test's own. Silos are in the process of the tests on both engines, so a grain's notes
/// are seen at once; nothing of the engine is between.
/// </summary>
public sealed class Notes
{
    private static readonly ConcurrentDictionary<string, Notes> ByKey = new(StringComparer.Ordinal);

    private readonly Lock _lock = new();
    private readonly List<string> _all = [];
    private readonly List<(Func<IReadOnlyList<string>, bool> IsSo, TaskCompletionSource Done)> _waiting = [];
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _gates = new(StringComparer.Ordinal);

    /// <summary>In order.</summary>
    public IReadOnlyList<string> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _all];
            }
        }
    }

    public static Notes Of(string key) => ByKey.GetOrAdd(key, _ => new Notes());

    public static Notes Of(IAddressable grain) => Of(grain.GetPrimaryKeyString());

    public void Add(string note)
    {
        lock (_lock)
        {
            _all.Add(note);
            foreach (var waiting in _waiting.Where(one => one.IsSo(_all)).ToArray())
            {
                _waiting.Remove(waiting);
                waiting.Done.SetResult();
            }
        }
    }

    public int Count(string note) => All.Count(one => one == note);

    /// <summary>Completes when the note has been made that often.</summary>
    public Task Until(string note, int times = 1) => Until(all => all.Count(one => one == note) >= times, $"{times} x '{note}'");

    public async Task Until(Func<IReadOnlyList<string>, bool> isSo, string what)
    {
        TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (isSo(_all))
            {
                return;
            }

            _waiting.Add((isSo, done));
        }

        try
        {
            await done.Task.WaitAsync(Eventually.Limit);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"Not within {Eventually.Limit}: {what}; there are: {string.Join(", ", All)}");
        }
    }

    /// <summary>What a grain awaits until the test opens it.</summary>
    public Task Gate(string name) => Source(name).Task;

    public void Open(string name) => Source(name).TrySetResult();

    private TaskCompletionSource Source(string name) => _gates.GetOrAdd(name, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
