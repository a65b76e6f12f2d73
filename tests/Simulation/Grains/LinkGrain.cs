using Krewe.Simulation.Tests.Running;
using Orleans;
using Orleans.Placement;
using Orleans.Runtime;

namespace Krewe.Simulation.Tests.Grains;

/// <summary>A link of chains of calls. Lets its own chain come back in, and nobody else while it waits.</summary>
[GrainType("sim.link"), RandomPlacement]
public sealed class LinkGrain(Executions executions, Findings findings) : Grain, ILinkGrain
{
    private readonly List<string> _inside = [];

    public async Task<string[]> Pass(string id, string[] route, int step)
    {
        string own = this.GetPrimaryKeyString();
        executions.Add($"{id} at {step}");
        if (_inside.Find(other => other != id) is { } other)
        {
            findings.Report($"{id} runs in link {own} while {other} is inside, which is another chain");
        }

        if (route[step] != own)
        {
            findings.Report($"{id} reached link {own} instead of {route[step]}");
        }

        _inside.Add(id);
        try
        {
            using var _ = RequestContext.AllowCallChainReentrancy();
            return step + 1 == route.Length
                ? [own]
                : [own, .. await GrainFactory.GetGrain<ILinkGrain>(route[step + 1]).Pass(id, route, step + 1)];
        }
        finally
        {
            _inside.Remove(id);
        }
    }
}
