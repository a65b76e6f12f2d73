namespace Krewe.Scheduling.Scaling.Feedback;

/// <summary>The most that was wanted within a window that moves: a replica is given up only when none of that time's wants needed it.</summary>
public sealed class RecentWants
{
    private readonly LinkedList<(double At, int Wanted)> _wants = new();

    /// <summary>Takes what is wanted now and gives the most of the window.</summary>
    /// <param name="now">Seconds; not before an earlier call.</param>
    /// <param name="wanted">Replicas wanted now.</param>
    /// <param name="windowSeconds">Length of the window.</param>
    public int Add(double now, int wanted, double windowSeconds)
    {
        // Smaller wants before this one can never be the most again.
        while (_wants.Last is { } last && last.Value.Wanted <= wanted)
        {
            _wants.RemoveLast();
        }

        _wants.AddLast((now, wanted));
        while (_wants.First is { } first && first.Value.At < now - windowSeconds)
        {
            _wants.RemoveFirst();
        }

        return _wants.First!.Value.Wanted;
    }
}
