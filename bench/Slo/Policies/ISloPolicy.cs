namespace Krewe.Bench.Slo.Policies;

/// <summary>Admission, order and batching of one policy. Times in seconds.</summary>
internal interface ISloPolicy
{
    /// <summary>A request comes; it waits from now on, or is refused: false.</summary>
    bool Arrive(SloRequest request, double now, int idle);

    /// <summary>
    /// Fills a batch for a server that is free; what may not be served any more is simply forgotten. An empty batch waits: until somebody
    /// comes, or until the time given.
    /// </summary>
    void Take(List<SloRequest> batch, double now, out double wakeAt);

    /// <summary>A batch ended.</summary>
    void Completed(List<SloRequest> batch, double began, double took);
}
