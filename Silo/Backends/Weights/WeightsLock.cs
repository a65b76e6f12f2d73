using Krewe.Storage.Locking;

namespace Krewe.Silo.Backends.Weights;

/// <summary>The right of this silo to a directory of weights that is not in its data directory.</summary>
internal sealed class WeightsLock(DataDirectoryLock held) : IDisposable
{
    public void Dispose() => held.Dispose();
}
