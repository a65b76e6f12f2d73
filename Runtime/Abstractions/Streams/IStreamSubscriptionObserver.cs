namespace Orleans.Streams.Core;

/// <summary>A grain that attaches an observer when the first item of a subscription comes.</summary>
public interface IStreamSubscriptionObserver
{
    /// <summary>An item has come for a subscription without observer. Resume the handle with one that has.</summary>
    /// <param name="handleFactory">The subscription.</param>
    Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory);
}
