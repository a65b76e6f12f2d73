using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Orleans.Utilities;

/// <summary>The observers of a grain, each known by itself.</summary>
/// <typeparam name="TObserver">The observer's interface.</typeparam>
/// <param name="expiration">After how long an observer that did not subscribe again is dropped.</param>
/// <param name="log">Told of observers that failed.</param>
public class ObserverManager<TObserver>(TimeSpan expiration, ILogger log) : ObserverManager<IAddressable, TObserver>(expiration, log)
    where TObserver : notnull;
