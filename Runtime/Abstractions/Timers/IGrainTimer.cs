namespace Orleans.Runtime;

/// <summary>A timer of an activation. Dispose it to end it; it ends with the activation anyway.</summary>
public interface IGrainTimer : IDisposable
{
    /// <summary>Sets it anew.</summary>
    /// <param name="dueTime">Until the next tick; infinite for not yet.</param>
    /// <param name="period">From the end of one tick to the next; infinite for one tick only.</param>
    void Change(TimeSpan dueTime, TimeSpan period);
}
