using System.Collections.Immutable;
using Krewe.Naming;

namespace Krewe.Silo.Configuration;

/// <summary>All settings of a silo, in the order of the help.</summary>
public static class SettingCatalog
{
    internal static readonly SettingDefinition Config = new("config", "FILE", "none", "a YAML file with any of the settings below, keys with underscores", "a readable file");
    internal static readonly SettingDefinition Data = new("data", "DIR", ".krewe", "where the state is kept; with a database what belongs to this machine only", "a directory that can be written") { IsPath = true };
    internal static readonly SettingDefinition Urls = new("urls", "URL[,URL]", "http://127.0.0.1:8080", "where inference and /health are served", "http://ADDRESS:PORT or https://ADDRESS:PORT, several separated by commas; port 0 takes a free one");
    internal static readonly SettingDefinition AdminUrls = new("admin_urls", "URL[,URL]", "the same as --urls", "where the admin API, the page and /metrics are served", "http://ADDRESS:PORT or https://ADDRESS:PORT, several separated by commas; loopback unless --admin-open");
    internal static readonly SettingDefinition AdminOpen = new("admin_open", "", "false", "serve the admin API to other machines although there is no access control yet", "true or false");
    internal static readonly SettingDefinition AdminHosts = new("admin_hosts", "NAME[,NAME]", "none", "names, beside loopback, by which the admin API may be addressed", "host names separated by commas");
    internal static readonly SettingDefinition Region = new("region", "NAME", NameRules.DefaultRegion, "the region that the silo is in", NameRules.ResourceRule);
    internal static readonly SettingDefinition Zone = new("zone", "NAME", NameRules.Default, "the zone that the silo is in", NameRules.ResourceRule);
    internal static readonly SettingDefinition Host = new("host", "NAME", "the machine's name", "the machine's name in the cluster", NameRules.ResourceRule);
    internal static readonly SettingDefinition Pool = new("pool", "NAME", NameRules.Default, "the pool that the machine belongs to", NameRules.ResourceRule);
    internal static readonly SettingDefinition Labels = new("labels", "NAME=VALUE[,...]", "none", "labels of the machine, by which pools choose it", "names and values of letters, digits, '.', '_' and '-', separated by commas");
    internal static readonly SettingDefinition Devices = new("devices", "FILE", "none", "a YAML file of device classes, pools by devices, and simulated devices; docs/devices.md", "a readable file") { IsPath = true };
    internal static readonly SettingDefinition Purchase = new("purchase", "WAY", "reserved", "how this machine is paid for; reserved: always, so that what runs on it costs nothing more", "on-demand, reserved or spot");
    internal static readonly SettingDefinition Machines = new("machines", "FILE", "none", "a YAML file of prices, and of machines that can be added and removed; docs/machines.md", "a readable file") { IsPath = true };
    internal static readonly SettingDefinition NoticeFile = new("notice_file", "FILE", "none", "a file that an agent on the machine writes when the machine is going away: when (ISO 8601, or seconds from when it was written; empty for two minutes); docs/migration.md", "a path; the file need not be there") { IsPath = true };
    internal static readonly SettingDefinition Rebalance = new("rebalance", "BOOL", "true", "whether pools look for better plans as a whole, and carry them out", "true or false");
    internal static readonly SettingDefinition Objective = new("objective", "NAME=WEIGHT[,...]", "those of docs/placement.md", "what counts how much when plans for whole pools are compared", "missing_critical, missing_standard, missing_batch, below_minimum, missing_warm_copy, money, interruption, fragmentation, disturbance or least_gain, each = 0 to 1000000000, separated by commas");
    internal static readonly SettingDefinition TenantQuotas = new("tenant_quotas", "TENANT/KIND=AMOUNT[,...]", "none", "the most that all models of a tenant may hold together in a pool; the same on every silo", "TENANT/devices=NUMBER, TENANT/cpu=CORES or TENANT/memory=SIZE, such as acme/devices=2.5 or acme/memory=64GiB, separated by commas");
    internal static readonly SettingDefinition Cpu = new("cpu", "CORES", "all", "CPU cores that models may lease", "0.1 to 1024");
    internal static readonly SettingDefinition Memory = new("memory", "SIZE", "90 % of the machine's", "memory that models may lease", "a size from 64MiB, such as 512MiB or 16GiB");
    internal static readonly SettingDefinition Weights = new("weights", "DIR", "weights in --data", "where files of models are kept; docs/weights.md", "a directory that can be written, and that no other silo uses") { IsPath = true };
    internal static readonly SettingDefinition WeightsMax = new("weights_max", "SIZE", "80 % of the disk", "what files of models may take of the disk", "a size from 1MiB, such as 500GiB");
    internal static readonly SettingDefinition WeightsBandwidth = new("weights_bandwidth", "SIZE", "no limit", "what fetching files of models may take in a second", "a size from 1KiB, such as 200MiB");
    internal static readonly SettingDefinition MaxBody = new("max_body", "SIZE", "64MiB", "the largest request body that is accepted", "a size from 1KiB to 1GiB");
    internal static readonly SettingDefinition Samples = new("samples", "BOOL", "true", "whether a new data directory begins with the sample model 'digits'; false with a database", "true or false");
    internal static readonly SettingDefinition Log = new("log", "LEVEL", "warning", "the least severe messages that are logged to standard error", "trace, debug, information, warning, error or none");
    internal static readonly SettingDefinition LogFormat = new("log_format", "FORMAT", "text", "how messages are logged: one line of text, or one line of JSON, each", "text or json");
    internal static readonly SettingDefinition Certificate = new("certificate", "FILE", "none", "the certificate of https addresses, with those of its issuers; read again when it changes", "a PEM or PFX file") { IsPath = true };
    internal static readonly SettingDefinition CertificateKey = new("certificate_key", "FILE", "in the certificate's file", "the certificate's private key", "a PEM file") { IsPath = true };
    internal static readonly SettingDefinition CertificatePasswordFile = new("certificate_password_file", "FILE", "none", "a file that holds the password of the PFX file or of the key, and nothing else", "a readable file") { IsPath = true };
    internal static readonly SettingDefinition OtlpEndpoint = new("otlp_endpoint", "URL", "OTEL_EXPORTER_OTLP_ENDPOINT, else none", "where traces and metrics are sent to by OTLP", "http://ADDRESS:PORT or https://ADDRESS:PORT, with or without a path") { CommonVariable = "OTEL_EXPORTER_OTLP_ENDPOINT" };
    internal static readonly SettingDefinition OtlpProtocol = new("otlp_protocol", "PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL, else http/protobuf", "how they are sent", "http/protobuf or grpc") { CommonVariable = "OTEL_EXPORTER_OTLP_PROTOCOL" };
    internal static readonly SettingDefinition TraceRatio = new("trace_ratio", "SHARE", "1", "the share of requests that are traced where the caller has not decided it", "0 to 1");
    internal static readonly SettingDefinition Database = new("database", "CONNECTION", "none", "PostgreSQL, in which the silos of a cluster agree; better in the environment or in --database-file than on the command line, which others can see", "a connection string of Npgsql, such as 'Host=db.example;Database=krewe;Username=krewe;Password=...'") { IsSecret = true };
    internal static readonly SettingDefinition DatabaseFile = new("database_file", "FILE", "none", "a file that holds the connection string of --database and nothing else", "a readable file") { IsPath = true };
    internal static readonly SettingDefinition ClusterId = new("cluster_id", "NAME", "krewe", "the cluster that the silo belongs to", NameRules.ResourceRule);
    internal static readonly SettingDefinition ServiceId = new("service_id", "NAME", "krewe", "whose state it is: a later cluster of the same service goes on with it", NameRules.ResourceRule);
    internal static readonly SettingDefinition AdvertisedAddress = new("advertised_address", "ADDRESS", "that by which the machine reaches the database", "the address at which other silos reach this one", "an IP address of this machine");
    internal static readonly SettingDefinition SiloPort = new("silo_port", "PORT", "11111", "the port for other silos", "0 to 65535; 0 takes a free one");
    internal static readonly SettingDefinition GatewayPort = new("gateway_port", "PORT", "30000", "the port for clients of the cluster", "0 to 65535; 0 for none");
    internal static readonly SettingDefinition ListenAny = new("listen_any", "", "false", "listen for silos and clients on all addresses of the machine, not only on the advertised one", "true or false");
    internal static readonly SettingDefinition ProbeTimeout = new("probe_timeout", "SECONDS", "5", "how long a silo may take to answer a probe of another; one that misses three is declared dead", "0.2 to 60");
    internal static readonly SettingDefinition TlsCertificate = new("tls_certificate", "FILE", "none", "this silo's certificate: silos talk to each other by TLS, and both sides show one", "a PEM file") { IsPath = true };
    internal static readonly SettingDefinition TlsKey = new("tls_key", "FILE", "in the certificate's file", "the certificate's private key", "a PEM file") { IsPath = true };
    internal static readonly SettingDefinition TlsAuthority = new("tls_authority", "FILE", "none", "the authority that issued the certificates of all silos", "a PEM file") { IsPath = true };

    /// <summary>The settings.</summary>
    public static ImmutableArray<SettingDefinition> All { get; } =
    [
        Config, Data, Urls, AdminUrls, AdminOpen, AdminHosts, Region, Zone, Host, Pool, Labels, Devices, Purchase, Machines, NoticeFile, Rebalance, Objective, TenantQuotas, Cpu, Memory, Weights, WeightsMax, WeightsBandwidth, MaxBody, Samples, Log, LogFormat,
        Certificate, CertificateKey, CertificatePasswordFile, OtlpEndpoint, OtlpProtocol, TraceRatio,
        Database, DatabaseFile, ClusterId, ServiceId, AdvertisedAddress, SiloPort, GatewayPort, ListenAny, ProbeTimeout, TlsCertificate, TlsKey, TlsAuthority,
    ];

    /// <summary>Those that mean nothing to a silo on its own.</summary>
    internal static ImmutableArray<SettingDefinition> OfClusters { get; } =
        [ClusterId, ServiceId, AdvertisedAddress, SiloPort, GatewayPort, ListenAny, ProbeTimeout, TlsCertificate, TlsKey, TlsAuthority];
}
