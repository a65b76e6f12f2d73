using Orleans;

namespace Krewe.Cluster.Tests.TestSilo;

/// <summary>Is told numbers.</summary>
public interface INumberObserver : IGrainObserver
{
    /// <summary>The next one, with the silo that tells it.</summary>
    Task Heard(int number, string silo);
}
