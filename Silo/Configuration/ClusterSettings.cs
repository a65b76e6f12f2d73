using System.Net;

namespace Krewe.Silo.Configuration;

/// <summary>What makes a silo one of several. See <see cref="SettingCatalog"/> for keys, ranges and defaults.</summary>
public sealed record ClusterSettings
{
    /// <summary>Npgsql's connection string; may hold a password, so it is never printed.</summary>
    public required string Database { get; init; }

    /// <summary>The cluster.</summary>
    public required string ClusterId { get; init; }

    /// <summary>Whose state it is.</summary>
    public required string ServiceId { get; init; }

    /// <summary>Where other silos reach this one; null for the address by which the machine reaches the database.</summary>
    public IPAddress? AdvertisedAddress { get; init; }

    /// <summary>The port for other silos; 0 for a free one.</summary>
    public required int SiloPort { get; init; }

    /// <summary>The port for clients; 0 for none.</summary>
    public required int GatewayPort { get; init; }

    /// <summary>Whether it listens on all addresses of the machine.</summary>
    public bool ListenAny { get; init; }

    /// <summary>How long a silo may take to answer a probe.</summary>
    public required TimeSpan ProbeTimeout { get; init; }

    /// <summary>This silo's certificate, a PEM file; null for no TLS between silos.</summary>
    public string? TlsCertificate { get; init; }

    /// <summary>Its private key; null when it is in the same file.</summary>
    public string? TlsKey { get; init; }

    /// <summary>The authority of all silos' certificates.</summary>
    public string? TlsAuthority { get; init; }

    /// <summary>The cluster, and nothing secret.</summary>
    public override string ToString() => $"cluster {ClusterId}, service {ServiceId}";
}
