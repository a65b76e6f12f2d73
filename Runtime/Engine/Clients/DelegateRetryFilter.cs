using Orleans;

namespace Krewe.Runtime.Clients;

internal sealed class DelegateRetryFilter(Func<Exception, CancellationToken, Task<bool>> decide) : IClientConnectionRetryFilter
{
    public Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken) => decide(exception, cancellationToken);
}
