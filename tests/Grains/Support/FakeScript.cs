namespace Krewe.Grains.Tests.Support;

/// <summary>How model servers behave from now on.</summary>
internal sealed class FakeScript
{
    /// <summary>Until the order to start returns.</summary>
    public TimeSpan LaunchTakes { get; set; }

    /// <summary>Until a started process is ready; null for never.</summary>
    public TimeSpan? ReadyAfter { get; set; } = TimeSpan.FromMilliseconds(300);

    /// <summary>Each process exits as soon as it is started.</summary>
    public bool ExitAtOnce { get; set; }

    public bool RefuseLaunch { get; set; }

    /// <summary>Until a process that is told to stop has exited; null for never.</summary>
    public TimeSpan? StopTakes { get; set; } = TimeSpan.FromMilliseconds(50);

    public bool StopFails { get; set; }

    public TimeSpan InferTakes { get; set; } = TimeSpan.FromMilliseconds(10);

    /// <summary>Grains are told nothing: they find out by themselves.</summary>
    public bool LoseNotifications { get; set; }
}
