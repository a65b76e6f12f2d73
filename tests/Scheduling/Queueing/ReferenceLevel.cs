namespace Krewe.Scheduling.Tests.Queueing;

/// <summary>Virtual time of one rank and its tenants' tags. Costs are whole and weights powers of two, so that no sum is rounded.</summary>
internal sealed class ReferenceLevel
{
    private readonly Dictionary<string, double> _tags = [];
    private double _now;
    private double _lastFinish;

    public double TagOf(string tenant) => _tags.GetValueOrDefault(tenant);

    public double StartOfNewcomer(string tenant, bool waits) => waits ? TagOf(tenant) : Math.Max(_now, TagOf(tenant));

    public void Joined(string tenant, bool waitedBefore) => _tags[tenant] = StartOfNewcomer(tenant, waitedBefore);

    public void Served(string tenant, double virtualCost)
    {
        _now = Math.Max(_now, TagOf(tenant));
        Advance(tenant, virtualCost);
    }

    public void Charge(string tenant, double virtualCost, bool waits)
    {
        if (!_tags.ContainsKey(tenant))
        {
            if (virtualCost <= 0)
            {
                return;
            }

            _tags[tenant] = _now;
        }

        Advance(tenant, virtualCost);
        if (waits)
        {
            _tags[tenant] = Math.Max(_now, TagOf(tenant));
        }
    }

    public void Emptied() => _now = _lastFinish;

    private void Advance(string tenant, double virtualCost)
    {
        _tags[tenant] = TagOf(tenant) + virtualCost;
        _lastFinish = Math.Max(_lastFinish, TagOf(tenant));
    }
}
