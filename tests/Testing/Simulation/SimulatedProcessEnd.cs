using Krewe.Runtime.Membership;

namespace Krewe.Testing.Simulation;

/// <summary>The end of a simulated process: its silo vanishes as in a crash.</summary>
internal sealed class SimulatedProcessEnd(SimulatedMember silo) : IFatalErrorHandler
{
    public void OnFatal(string reason) => silo.End(reason);
}
