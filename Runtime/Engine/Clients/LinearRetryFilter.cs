using Krewe.Runtime.Hosting;
using Krewe.Runtime.Transport.Handshakes;
using Orleans;
using Orleans.Runtime;

namespace Krewe.Runtime.Clients;

/// <summary>Five more attempts, 1.5 s apart; none after a refusal, which would only be repeated.</summary>
internal sealed class LinearRetryFilter(EngineClock clock) : IClientConnectionRetryFilter
{
    private const int Most = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1.5);

    private int _attempts;

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OrleansConfigurationException || exception.InnerException is HandshakeRefusedException || _attempts++ >= Most)
        {
            return false;
        }

        await Task.Delay(Pause, clock.Grains, cancellationToken);
        return true;
    }
}
