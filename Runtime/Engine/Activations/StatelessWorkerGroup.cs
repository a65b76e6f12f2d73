using Krewe.Runtime.Messaging;

namespace Krewe.Runtime.Activations;

/// <summary>The activations of one stateless worker. A call goes to one that is idle; if none is and there may be more, to a new one; else to the least busy.</summary>
internal sealed class StatelessWorkerGroup(
    int maxWorkers, Func<IActivationOwner, Activation> create, Action<StatelessWorkerGroup> ended) : IActivationTarget, IActivationOwner
{
    private readonly Lock _gate = new();
    private readonly List<Activation> _workers = [];
    private bool _over; // under _gate

    public IEnumerable<Activation> Activations
    {
        get
        {
            lock (_gate)
            {
                return [.. _workers];
            }
        }
    }

    public bool TryReceive(Message message)
    {
        while (true)
        {
            Activation worker;
            lock (_gate)
            {
                if (_over)
                {
                    return false;
                }

                worker = Choose_NeedsLock();
            }

            if (worker.TryReceive(message))
            {
                return true;
            }

            Ended(worker);
        }
    }

    public void Inspect()
    {
        foreach (var worker in Activations)
        {
            worker.Inspect();
        }
    }

    private Activation Choose_NeedsLock()
    {
        var best = _workers.MinBy(worker => worker.Load);
        if (best is not null && (best.Load == 0 || _workers.Count >= maxWorkers))
        {
            return best;
        }

        var worker = create(this);
        _workers.Add(worker);
        return worker;
    }

    public void Ended(Activation worker)
    {
        lock (_gate)
        {
            _workers.Remove(worker);
            if (_workers.Count > 0 || _over)
            {
                return;
            }

            _over = true;
        }

        ended(this);
    }
}
