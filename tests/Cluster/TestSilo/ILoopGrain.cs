using Orleans;

namespace Krewe.Cluster.Tests.TestSilo;

/// <summary>A loop that stores its round by a timer, and tries again what failed.</summary>
public interface ILoopGrain : IGrainWithStringKey
{
    /// <summary>How many rounds were begun, how many are stored, and the newest failure.</summary>
    Task<string> Rounds();
}
