namespace Krewe.Silo.History.Recording;

/// <summary>A model in one second, without its latencies.</summary>
internal struct ModelCounts
{
    public int Completed;
    public int Invalid;
    public int Refused;
    public int Expired;
    public int Failed;
    public int Cancelled;

    /// <summary>Whether the queue is on this silo, so that the four after it mean something.</summary>
    public bool HasQueue;
    public int WaitingCritical;
    public int WaitingStandard;
    public int WaitingBatch;
    public int Running;
}
