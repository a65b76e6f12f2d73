using System.Collections.Immutable;
using Krewe.Naming;

namespace Krewe.Silo.Configuration;

/// <summary>All settings of a silo, in the order of the help.</summary>
public static class SettingCatalog
{
    internal static readonly SettingDefinition Config = new("config", "FILE", "none", "a YAML file with any of the settings below, keys with underscores", "a readable file");
    internal static readonly SettingDefinition Data = new("data", "DIR", ".krewe", "where the state is kept", "a directory that can be written");
    internal static readonly SettingDefinition Urls = new("urls", "URL[,URL]", "http://127.0.0.1:8080", "where inference and /health are served", "http://ADDRESS:PORT, several separated by commas; port 0 takes a free one");
    internal static readonly SettingDefinition AdminUrls = new("admin_urls", "URL[,URL]", "the same as --urls", "where the admin API, the page and /metrics are served", "http://ADDRESS:PORT, several separated by commas; loopback unless --admin-open");
    internal static readonly SettingDefinition AdminOpen = new("admin_open", "", "false", "serve the admin API to other machines although there is no access control yet", "true or false");
    internal static readonly SettingDefinition AdminHosts = new("admin_hosts", "NAME[,NAME]", "none", "names, beside loopback, by which the admin API may be addressed", "host names separated by commas");
    internal static readonly SettingDefinition Region = new("region", "NAME", NameRules.DefaultRegion, "the region that the silo is in", NameRules.ResourceRule);
    internal static readonly SettingDefinition Zone = new("zone", "NAME", NameRules.Default, "the zone that the silo is in", NameRules.ResourceRule);
    internal static readonly SettingDefinition Host = new("host", "NAME", "the machine's name", "the machine's name in the cluster", NameRules.ResourceRule);
    internal static readonly SettingDefinition Pool = new("pool", "NAME", NameRules.Default, "the pool that the machine belongs to", NameRules.ResourceRule);
    internal static readonly SettingDefinition Cpu = new("cpu", "CORES", "all", "CPU cores that models may lease", "0.1 to 1024");
    internal static readonly SettingDefinition Memory = new("memory", "SIZE", "90 % of the machine's", "memory that models may lease", "a size from 64MiB, such as 512MiB or 16GiB");
    internal static readonly SettingDefinition MaxBody = new("max_body", "SIZE", "64MiB", "the largest request body that is accepted", "a size from 1KiB to 1GiB");
    internal static readonly SettingDefinition Samples = new("samples", "BOOL", "true", "whether a new data directory begins with the sample model 'digits'", "true or false");
    internal static readonly SettingDefinition Log = new("log", "LEVEL", "warning", "the least severe messages that are logged to standard error", "trace, debug, information, warning, error or none");

    /// <summary>The settings.</summary>
    public static ImmutableArray<SettingDefinition> All { get; } =
        [Config, Data, Urls, AdminUrls, AdminOpen, AdminHosts, Region, Zone, Host, Pool, Cpu, Memory, MaxBody, Samples, Log];
}
