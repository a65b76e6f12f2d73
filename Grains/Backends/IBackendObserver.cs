using Krewe.Backends;

namespace Krewe.Grains.Backends;

/// <summary>Is told when a model server became ready, unhealthy or exited. Implementations return at once and do not throw.</summary>
public interface IBackendObserver
{
    /// <summary>The state changed.</summary>
    /// <param name="status">What it is now.</param>
    void BackendChanged(BackendStatus status);
}
