using Krewe.Nvml.Native;

namespace Krewe.Nvml.Polling;

/// <summary>
/// One thread's life as the poller. When a call for a device hangs the run is given up: another thread goes on with the other devices, and
/// this one ends when its call returns.
/// </summary>
internal sealed class PollRun
{
    private volatile PolledDevice? _givenUpFor;
    private volatile PolledDevice? _current;

    /// <summary>What the watchdog looks at.</summary>
    public CallSlot Slot { get; } = new();

    /// <summary>Whether another thread goes on in place of this.</summary>
    public bool IsGivenUp => _givenUpFor is not null;

    /// <summary>The device in which it hangs. Set by the watchdog.</summary>
    public PolledDevice? GivenUpFor
    {
        get => _givenUpFor;
        set => _givenUpFor = value;
    }

    /// <summary>The device that is being read; null for calls that concern all.</summary>
    public PolledDevice? Current
    {
        get => _current;
        set => _current = value;
    }
}
