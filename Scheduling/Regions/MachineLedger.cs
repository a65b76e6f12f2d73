namespace Krewe.Scheduling.Regions;

/// <summary>The machines that can be added to one region, while they are given away: each to one model. Used by one thread.</summary>
internal sealed class MachineLedger(RegionPlace place)
{
    private readonly int[] _left = [.. place.Machines.Select(one => one.Machines)];

    /// <summary>How many replicas of a model machines could be had for, at most as many as asked for.</summary>
    public int Fit(SpreadableModel model, int most)
    {
        var fits = 0L;
        for (var at = 0; at < _left.Length; at++)
        {
            fits += (long)_left[at] * Holds(model, at);
        }

        return (int)Math.Clamp(fits, 0, Math.Max(0, most));
    }

    /// <summary>Gives machines away for that many replicas.</summary>
    public void Take(SpreadableModel model, int replicas)
    {
        for (var at = 0; at < _left.Length && replicas > 0; at++)
        {
            if (Holds(model, at) is > 0 and var holds)
            {
                var taken = (int)Math.Min(_left[at], ((long)replicas + holds - 1) / holds);
                _left[at] -= taken;
                replicas -= (int)Math.Min(replicas, (long)taken * holds);
            }
        }
    }

    private int Holds(SpreadableModel model, int at) =>
        place.Machines[at].Pool == model.Pool && place.Machines[at].LeastRank <= model.Rank ? place.Machines[at].Holds(model.Need) : 0;
}
