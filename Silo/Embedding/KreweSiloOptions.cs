namespace Krewe.Silo.Embedding;

/// <summary>A silo within another host. What is not set here counts from the section <c>Krewe</c> of the host's configuration, then by default.</summary>
public sealed class KreweSiloOptions
{
    /// <summary>Where the state is kept; <c>.krewe</c> below the host's content root by default.</summary>
    public string? DataDirectory { get; set; }

    /// <summary>The region that the silo is in; <c>local</c> by default.</summary>
    public string? Region { get; set; }

    /// <summary>The machine's name in the cluster; the machine's own by default.</summary>
    public string? Host { get; set; }

    /// <summary>
    /// Whether the admin API may be reached from other machines. False by default: then it answers connections to loopback addresses only,
    /// since nobody asks who it is yet.
    /// </summary>
    public bool? AdminOpen { get; set; }

    /// <summary>Files of specs, applied when the silo has started; relative to the host's content root.</summary>
    public IList<string> ModelFiles { get; } = [];

    /// <summary>
    /// Any other setting of docs/configuration.md by its key, such as <c>memory</c> or <c>database_file</c>. Addresses, certificates and logs are
    /// the host's own.
    /// </summary>
    public IDictionary<string, string> Settings { get; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
