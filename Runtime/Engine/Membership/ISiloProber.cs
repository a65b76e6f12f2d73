using Orleans.Runtime;

namespace Krewe.Runtime.Membership;

/// <summary>Asks silos whether they are there.</summary>
internal interface ISiloProber
{
    /// <summary>
    /// Whether that life of the silo answered in time. False, rather than an exception, for whatever is wrong with it, also when that is
    /// known at once; another silo at the same endpoint does not answer for it.
    /// </summary>
    Task<bool> ProbeAsync(SiloAddress target, TimeSpan timeout, CancellationToken cancellationToken);
}
