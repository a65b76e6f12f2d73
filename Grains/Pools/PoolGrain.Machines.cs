using System.Collections.Immutable;
using Krewe.Hosts;
using Krewe.Machines;

namespace Krewe.Grains.Pools;

/// <content>Machines that could be added. A copy of what their grain tells each round: it is not stored.</content>
internal sealed partial class PoolGrain
{
    private ImmutableArray<HostView> _offered = [];
    private SpotLimits? _spot;

    public async Task OfferAsync(ImmutableArray<HostView> machines, SpotLimits spot)
    {
        var first = _offered.IsEmpty && !machines.IsEmpty;
        (_offered, _spot) = (machines, spot);
        if (first)
        {
            // The fleet is to know a pool that has no host yet.
            await ReconcileAsync();
        }
    }
}
