using Orleans.Hosting;

namespace Krewe.Simulation.Tests.Running;

/// <summary>
/// A small program against a simulated cluster. Each is a class of its own in Programs, found by its name: "CountersProgram" is run as
/// "counters". One object is one run.
/// </summary>
internal abstract class ClusterProgram
{
    /// <summary>What happens to the cluster while it works.</summary>
    public virtual Troubles Troubles => Troubles.All;

    /// <summary>Configures each silo.</summary>
    public virtual void Configure(ISiloBuilder builder)
    {
    }

    /// <summary>What clients do while troubles come.</summary>
    public abstract Task WorkAsync(Workplace place);

    /// <summary>What must hold when the troubles are over and the cluster has had 30 s; ask by <c>Workplace.AskAsync</c>.</summary>
    public abstract Task VerifyAsync(Workplace place);

    /// <summary>What is wrong now; asked after every step. Null when nothing is.</summary>
    public virtual string? FindViolation(Workplace place) => null;
}
