using Krewe.Specs;

namespace Krewe.Bench.HotModel;

/// <summary>
/// How long requests had waited when a less important one that came after them was begun, wherever that was. Written from all callers, read at the end.
/// </summary>
internal sealed class Inversions
{
    private readonly Lock _gate = new();
    private readonly List<(ServiceClass Class, TimeSpan Sent, TimeSpan Granted)> _grants = [];

    public void Granted(ServiceClass rank, TimeSpan sent, TimeSpan granted)
    {
        lock (_gate)
        {
            _grants.Add((rank, sent, granted));
        }
    }

    /// <summary>For each less important grant: how long the one that had waited longest among the more important ones had waited. Sorted.</summary>
    public double[] Milliseconds()
    {
        var found = new List<double>();
        foreach (var lesser in _grants)
        {
            var longest = TimeSpan.Zero;
            foreach (var greater in _grants)
            {
                // It had been sent before the lesser one was sent, and was not granted when that was.
                if (greater.Class < lesser.Class && greater.Sent < lesser.Sent && greater.Granted > lesser.Granted && lesser.Granted - greater.Sent > longest)
                {
                    longest = lesser.Granted - greater.Sent;
                }
            }

            found.Add(longest.TotalMilliseconds);
        }

        found.Sort();
        return [.. found];
    }

    public int Count(ServiceClass rank) => _grants.Count(grant => grant.Class == rank);
}
