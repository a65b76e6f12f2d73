using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Krewe.Errors;
using Krewe.Naming;
using Krewe.Silo.Https;
using Krewe.Silo.Logging;
using Krewe.Silo.Telemetry;

namespace Krewe.Silo.Configuration;

/// <summary>Turns the texts into settings. Collects problems instead of stopping at the first.</summary>
internal sealed class SettingsParser(IReadOnlyDictionary<string, SettingSource> values, List<Problem> problems, MachineFacts machine)
    : SettingValues(values, problems)
{
    public SiloSettings Parse()
    {
        var cluster = new ClusterSettingsParser(Values, Problems).Parse();
        var urls = Addresses(SettingCatalog.Urls, [new Uri("http://127.0.0.1:8080")]);
        var admin = Addresses(SettingCatalog.AdminUrls, urls);
        var open = Switch(SettingCatalog.AdminOpen, false);
        CheckAdmin(urls, admin, open);
        return new SiloSettings
        {
            DataDirectory = Directory(SettingCatalog.Data, ".krewe"),
            Urls = urls,
            AdminUrls = admin,
            AdminOpen = open,
            AdminHosts = Text(SettingCatalog.AdminHosts, out var hosts) ? [.. hosts.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)] : [],
            Region = Name(SettingCatalog.Region, NameRules.DefaultRegion),
            Zone = Name(SettingCatalog.Zone, NameRules.Default),
            Host = Name(SettingCatalog.Host, NameRules.NormalizeHost(machine.Name)),
            Pool = Name(SettingCatalog.Pool, NameRules.Default),
            Labels = new DeviceSettingsParser(Values, Problems).Labels(),
            Devices = new DeviceSettingsParser(Values, Problems).Devices(),
            Purchase = new MachineSettingsParser(Values, Problems).Purchase(),
            Machines = new MachineSettingsParser(Values, Problems).Machines(),
            Pools = new ObjectiveSettingsParser(Values, Problems).Parse() with { Quotas = new QuotaSettingsParser(Values, Problems).Parse() },
            NoticeFile = Text(SettingCatalog.NoticeFile, out var notice) ? Path.GetFullPath(notice.Value) : null,
            CpuMillicores = Cores(machine.Cores * 1_000),
            MemoryBytes = Size(SettingCatalog.Memory, machine.MemoryBytes / 10 * 9, 64L << 20, long.MaxValue),
            Weights = new WeightsSettings
            {
                Directory = Text(SettingCatalog.Weights, out _) ? Directory(SettingCatalog.Weights, "") : null,
                MaxBytes = Text(SettingCatalog.WeightsMax, out _) ? Size(SettingCatalog.WeightsMax, 0, 1L << 20, long.MaxValue) : null,
                BytesPerSecond = Text(SettingCatalog.WeightsBandwidth, out _) ? Size(SettingCatalog.WeightsBandwidth, 0, 1L << 10, long.MaxValue) : null,
            },
            MaxBodyBytes = Size(SettingCatalog.MaxBody, 64L << 20, 1L << 10, 1L << 30),
            Samples = Switch(SettingCatalog.Samples, cluster is null),
            LogLevel = Level(),
            LogFormat = Format(),
            Https = new HttpsSettingsParser(Values, Problems).Parse(urls.AddRange(admin)),
            Telemetry = new TelemetrySettingsParser(Values, Problems).Parse(),
            Cluster = cluster,
        };
    }

    private string Directory(SettingDefinition definition, string fallback)
    {
        var path = Text(definition, out var source) ? source.Value : fallback;
        if (path.Length == 0 || path.Contains('\0', StringComparison.Ordinal))
        {
            Add(source, definition, "it is no path");
            return "";
        }

        return Path.GetFullPath(path);
    }

    private ImmutableArray<Uri> Addresses(SettingDefinition definition, ImmutableArray<Uri> fallback)
    {
        if (!Text(definition, out var source))
        {
            return fallback;
        }

        var addresses = ImmutableArray.CreateBuilder<Uri>();
        foreach (var part in source.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!Uri.TryCreate(part, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.PathAndQuery != "/"
                || (uri.Host != "localhost" && !IPAddress.TryParse(uri.Host.Trim('[', ']'), out _)))
            {
                Add(source, definition, $"'{part}' is no http or https address with an IP address or localhost");
                return fallback;
            }

            addresses.Add(uri);
        }

        if (addresses.Count == 0)
        {
            Add(source, definition, "there is no address");
            return fallback;
        }

        return addresses.ToImmutable();
    }

    private void CheckAdmin(ImmutableArray<Uri> urls, ImmutableArray<Uri> admin, bool open)
    {
        if (open || admin.All(uri => uri.IsLoopback))
        {
            return;
        }

        var shared = urls.SequenceEqual(admin);
        Problems.Add(new Problem
        {
            Code = ErrorCodes.AdminNotLoopback,
            Message = $"the admin API would be served to other machines at {string.Join(", ", admin.Where(uri => !uri.IsLoopback).Select(uri => uri.Authority))}, and there is no access control yet",
            Where = shared ? SettingCatalog.Urls.Option : SettingCatalog.AdminUrls.Option,
            Next = shared ? "set --admin-urls to a loopback address, such as http://127.0.0.1:8081, or say --admin-open" : "use a loopback address, or say --admin-open",
        });
    }

    private int Cores(int fallback)
    {
        if (!Text(SettingCatalog.Cpu, out var source))
        {
            return fallback;
        }

        if (!double.TryParse(source.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var cores) || cores is < 0.1 or > 1024)
        {
            Add(source, SettingCatalog.Cpu, "it is no number of cores");
            return fallback;
        }

        return (int)Math.Round(cores * 1_000);
    }

    private long Size(SettingDefinition definition, long fallback, long least, long most)
    {
        if (!Text(definition, out var source))
        {
            return fallback;
        }

        if (!ByteSize.TryParse(source.Value, out var bytes) || bytes < least || bytes > most)
        {
            Add(source, definition, "it is no such size");
            return fallback;
        }

        return bytes;
    }

    private LogLevel Level()
    {
        if (!Text(SettingCatalog.Log, out var source))
        {
            return LogLevel.Warning;
        }

        if (!Enum.TryParse<LogLevel>(source.Value, ignoreCase: true, out var level) || !Enum.IsDefined(level) || char.IsDigit(source.Value[0]))
        {
            Add(source, SettingCatalog.Log, "there is no such level");
            return LogLevel.Warning;
        }

        return level;
    }

    private LogFormat Format()
    {
        if (!Text(SettingCatalog.LogFormat, out var source))
        {
            return LogFormat.Text;
        }

        if (!Enum.TryParse<LogFormat>(source.Value, ignoreCase: true, out var format) || !char.IsLetter(source.Value[0]))
        {
            Add(source, SettingCatalog.LogFormat, "there is no such format");
        }

        return format;
    }
}
