using Krewe.Naming;

namespace Krewe.Client;

/// <summary>Where silos are, and how they are asked. Checked when the client is made: see <see cref="KreweOptionsValidator"/>.</summary>
public sealed class KreweOptions
{
    /// <summary>
    /// The base addresses of silos, http or https; when the first does not answer the next is asked. Empty means <c>http://127.0.0.1:8080</c>.
    /// Not used for inference in a host that runs a silo itself.
    /// </summary>
    public IList<Uri> Addresses { get; } = [];

    /// <summary>Where the admin API is served; null for the first of <see cref="Addresses"/>.</summary>
    public Uri? AdminAddress { get; set; }

    /// <summary>The admin token, for writes; null for none. Never logged.</summary>
    public string? Token { get; set; }

    /// <summary>Whose requests they are unless a request says it: what they are queued fairly by. <c>default</c> by default.</summary>
    public string Tenant { get; set; } = NameRules.Default;

    /// <summary>How long a request may take unless it says so itself, retries included: above 0, at most a day; null for the model's own time-out at each try.</summary>
    public TimeSpan? Deadline { get; set; }

    /// <summary>Tries after the first, 0 to 100; 5 by default.</summary>
    public int MaxRetries { get; set; } = 5;

    /// <summary>The wait before the first retry, which doubles with each and is jittered: 1 ms to 1 min; 100 ms by default. A front's Retry-After counts more.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest wait between two tries, at least <see cref="RetryDelay"/> and at most 10 min; 5 s by default. A longer Retry-After ends the tries.</summary>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a connection may take to be made: 10 ms to 1 min; 2 s by default.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Whether a silo in this host is asked directly, without HTTP; true by default.</summary>
    public bool UseLocalSilo { get; set; } = true;

    /// <summary>Makes what sends the requests, for own certificates or proxies; null for sockets. The client disposes of it.</summary>
    public Func<HttpMessageHandler>? CreateHandler { get; set; }

    /// <summary>The addresses, or the default one.</summary>
    internal IReadOnlyList<Uri> EffectiveAddresses => Addresses.Count > 0 ? [.. Addresses] : [new Uri("http://127.0.0.1:8080")];
}
