namespace Krewe.Bench.Slo.Policies;

/// <summary>First come first served: everybody waits, nobody is refused, a free server takes as many as a batch holds.</summary>
internal sealed class FirstComePolicy(int maxBatch) : ISloPolicy
{
    private readonly Queue<SloRequest> _waiting = new();

    public bool Arrive(SloRequest request, double now, int idle)
    {
        _waiting.Enqueue(request);
        return true;
    }

    public void Take(List<SloRequest> batch, double now, out double wakeAt)
    {
        wakeAt = double.PositiveInfinity;
        while (batch.Count < maxBatch && _waiting.TryDequeue(out var request))
        {
            batch.Add(request);
        }
    }

    public void Completed(List<SloRequest> batch, double began, double took)
    {
    }
}
