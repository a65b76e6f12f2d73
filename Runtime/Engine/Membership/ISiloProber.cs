using Krewe.Runtime.Membership.Probes;
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

    /// <summary>Asks another silo whether the target answers it. Unknown, rather than an exception, when that one does not say in time.</summary>
    Task<ProbeReport> ProbeThroughAsync(SiloAddress target, SiloAddress intermediary, TimeSpan timeout, CancellationToken cancellationToken);
}
