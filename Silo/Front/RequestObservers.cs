namespace Krewe.Silo.Front;

/// <summary>All that want to know of finished requests, in the order in which they were registered.</summary>
internal sealed class RequestObservers(IEnumerable<IRequestObserver> observers)
{
    private readonly IRequestObserver[] _observers = [.. observers];

    public void RequestFinished(in RequestRecord record)
    {
        foreach (var observer in _observers)
        {
            observer.RequestFinished(in record);
        }
    }
}
