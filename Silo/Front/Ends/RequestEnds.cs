using Microsoft.Extensions.ObjectPool;

namespace Krewe.Silo.Front.Ends;

/// <summary>
/// Gives each request its end. With the system's clock they are used again, timer and registration with the gate included; another clock's
/// timers cannot be set anew, so there each request has its own.
/// </summary>
internal sealed class RequestEnds(FrontGate gate, TimeProvider time)
{
    /// <summary>As many as there are requests at once; what is more is thrown away.</summary>
    private const int Kept = 2_048;

    private readonly ObjectPool<RequestEnd>? _pool = time == TimeProvider.System
        ? new DefaultObjectPoolProvider { MaximumRetained = Kept }.Create(new Policy(gate))
        : null;

    /// <summary>An end for one request; given back by <see cref="Return"/> when nothing uses its token any more.</summary>
    /// <param name="budget">What is left until the deadline; above zero.</param>
    /// <param name="aborted">Signalled when the caller goes away.</param>
    public RequestEnd Rent(TimeSpan budget, CancellationToken aborted)
    {
        RequestEnd end;
        if (_pool is null)
        {
            end = new RequestEnd(gate, budget, time);
        }
        else
        {
            end = _pool.Get();
            end.EndAfter(budget);
        }

        end.EndWith(aborted);
        return end;
    }

    public void Return(RequestEnd end)
    {
        if (_pool is not null)
        {
            _pool.Return(end);
            return;
        }

        end.TryReset();
        end.Dispose();
    }

    private sealed class Policy(FrontGate gate) : IPooledObjectPolicy<RequestEnd>
    {
        public RequestEnd Create() => new(gate);

        public bool Return(RequestEnd obj) => obj.TryReset();
    }
}
