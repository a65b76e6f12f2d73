namespace Krewe.Scheduling.Scaling.Chains;

/// <summary>Follows the requests inside of a model from step to step, while the number of replicas and the load change.</summary>
/// <param name="cells">Takes the distribution over the cells; <see cref="QueueChain.Cells"/> long.</param>
/// <param name="spare">As long; what it holds does not count.</param>
internal ref struct ChainWalk(Span<double> cells, Span<double> spare)
{
    private readonly Span<double> _cells = cells;
    private readonly Span<double> _spare = spare;
    private QueueChain? _last;
    private int _replicas = -1;

    /// <summary>The share of arrivals in the last step that found all servers busy; 0 where there is one class.</summary>
    public double Busy { get; private set; }

    /// <summary>One step.</summary>
    /// <param name="chain">The chain of its load.</param>
    /// <param name="replicas">Replicas that serve in it.</param>
    /// <param name="inside">Requests inside before the first step.</param>
    /// <returns>The share of its arrivals that is late.</returns>
    public double Step(QueueChain chain, int replicas, double inside)
    {
        if (_last is null)
        {
            _cells.Clear();
            chain.Place(inside, 1, _cells);
        }
        else if (_replicas != replicas)
        {
            _cells.CopyTo(_spare);
            _cells.Clear();
            for (var cell = 0; cell < _spare.Length; cell++)
            {
                if (_spare[cell] > 1e-9)
                {
                    chain.Place(_last.Middles[cell], _spare[cell], _cells);
                }
            }
        }

        (_last, _replicas) = (chain, replicas);
        Busy = chain.BusyShare(_cells);
        return chain.Step(_cells);
    }
}
