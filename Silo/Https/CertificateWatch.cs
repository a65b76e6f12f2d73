namespace Krewe.Silo.Https;

/// <summary>
/// Looks at the certificate's files every few seconds. Reading a few kilobytes is cheaper than being wrong: notices of file systems miss
/// directories that are swapped by a link, and files on network drives.
/// </summary>
internal sealed class CertificateWatch(ServerCertificate certificate, TimeProvider time) : BackgroundService
{
    /// <summary>How often.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                certificate.Check();
            }
        }
        catch (OperationCanceledException)
        {
            // The silo stops.
        }
    }
}
