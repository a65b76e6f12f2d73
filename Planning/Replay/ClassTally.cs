namespace Krewe.Planning.Replay;

/// <summary>What is counted of the requests of one class of a model.</summary>
internal sealed class ClassTally
{
    public long Arrived { get; set; }

    public long Answered { get; set; }

    /// <summary>Late or dropped, of those that have left.</summary>
    public long Late { get; set; }

    public ClassView View => new(Arrived, Answered, Late);
}
