using System.Collections.Concurrent;
using Krewe.Cluster.Tests.TestSilo;

namespace Krewe.Cluster.Tests.Support;

/// <summary>Keeps what it was told, in order, by who told it.</summary>
internal sealed class HeardNumbers : INumberObserver
{
    private readonly ConcurrentQueue<(string Silo, int Number)> _heard = new();

    public Task Heard(int number, string silo)
    {
        _heard.Enqueue((silo, number));
        return Task.CompletedTask;
    }

    public IEnumerable<int> From(string silo) => _heard.Where(one => one.Silo == silo).Select(one => one.Number);
}
