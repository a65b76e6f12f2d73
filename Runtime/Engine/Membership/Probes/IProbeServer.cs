using Orleans.Runtime;

namespace Krewe.Runtime.Membership.Probes;

/// <summary>Probes a silo for another one.</summary>
internal interface IProbeServer
{
    /// <summary>Whether the target answers this silo, and how well this silo is. Does not throw.</summary>
    /// <param name="target">Who is to be probed.</param>
    /// <param name="timeout">How long the silo that asks will wait.</param>
    Task<ProbeReport> ProbeForAsync(SiloAddress target, TimeSpan timeout);
}
