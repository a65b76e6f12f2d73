using Krewe.Pools;
using Krewe.Silo.Configuration;
using Krewe.Silo.Logging;
using Krewe.Silo.Telemetry;
using Krewe.Testing.Processes;

namespace Krewe.Silo.Tests.Configuration;

public sealed class SettingsReaderTests
{
    private static readonly MachineFacts Machine = new("Büro_PC.local", 8, 32L << 30);
    private static readonly Dictionary<string, string> Nothing = [];

    [Fact]
    public void Read_Nothing_GivesTheDefaults()
    {
        var settings = Read([])!;
        Assert.Equal(Path.GetFullPath(".krewe"), settings.DataDirectory);
        Assert.Equal(new Uri("http://127.0.0.1:8080"), Assert.Single(settings.Urls));
        Assert.True(settings.SharedListeners);
        Assert.Equal(("local", "default", "b-ro-pc.local", "default"), (settings.Region, settings.Zone, settings.Host, settings.Pool));
        Assert.Equal(8_000, settings.CpuMillicores);
        Assert.Equal((32L << 30) / 10 * 9, settings.MemoryBytes);
        Assert.True(settings.Samples);
    }

    [Theory]
    [InlineData("--region", "eu-1")]
    [InlineData("--region=eu-1")]
    public void Read_CommandLine_BothForms(params string[] arguments) => Assert.Equal("eu-1", Read(arguments)!.Region);

    [Fact]
    public void Read_AllSources_CommandLineBeforeEnvironmentBeforeFile()
    {
        using var directory = new TemporaryDirectory();
        var file = directory.File("krewe.yaml");
        File.WriteAllText(file, "region: file\nzone: file\npool: file\ndata: state\nurls: [http://127.0.0.1:1, http://127.0.0.1:2]\n");
        var settings = Read(["--config", file, "--region", "line"], new() { ["KREWE_REGION"] = "environment", ["KREWE_ZONE"] = "environment" })!;
        Assert.Equal(("line", "environment", "file"), (settings.Region, settings.Zone, settings.Pool));
        Assert.Equal(directory.File("state"), settings.DataDirectory);
        Assert.Equal(2, settings.Urls.Length);
    }

    [Theory]
    [InlineData("--reigon", "x", "KRW2102", "'--reigon'", "--region")]
    [InlineData("--region", "No Good", "KRW2101", "'No Good'", "1 to 63")]
    [InlineData("--urls", "https://127.0.0.1:1", "KRW2101", "https://127.0.0.1:1", "--certificate")]
    [InlineData("--certificate", "tls.pem", "KRW2101", "'tls.pem'", "PEM or PFX")]
    [InlineData("--log-format", "xml", "KRW2101", "'xml'", "text or json")]
    [InlineData("--log-format", "1", "KRW2101", "'1'", "text or json")]
    [InlineData("--otlp-endpoint", "collector:4318", "KRW2101", "'collector:4318'", "http://ADDRESS:PORT")]
    [InlineData("--otlp-protocol", "http/json", "KRW2101", "'http/json'", "http/protobuf or grpc")]
    [InlineData("--trace-ratio", "2", "KRW2101", "'2'", "0 to 1")]
    [InlineData("--urls", "http://example.org:80", "KRW2101", "example.org", "http://ADDRESS:PORT")]
    [InlineData("--urls", "http://127.0.0.1:99999", "KRW2101", "99999", "http://ADDRESS:PORT")]
    [InlineData("--urls", ",", "KRW2101", "no address", "http://ADDRESS:PORT")]
    [InlineData("--labels", "a b", "KRW2101", "'a b'", "separated by commas")]
    [InlineData("--labels", "a=1,a=2", "KRW2101", "twice", "separated by commas")]
    [InlineData("--purchase", "rented", "KRW2101", "'rented'", "on-demand, reserved or spot")]
    [InlineData("--machines", "missing.yaml", "KRW2101", "missing.yaml", "readable file")]
    [InlineData("--objective", "gold=1", "KRW2101", "'gold=1'", "fragmentation")]
    [InlineData("--objective", "money=1,money=2", "KRW2101", "twice", "least_gain")]
    [InlineData("--objective", "money=-1", "KRW2101", "'-1'", "0 to 1000000000")]
    [InlineData("--tenant-quotas", "acme=1", "KRW2101", "'acme=1'", "TENANT/devices")]
    [InlineData("--tenant-quotas", "acme/gpus=1", "KRW2101", "'acme/gpus=1'", "TENANT/devices")]
    [InlineData("--tenant-quotas", "acme/cpu=-1", "KRW2101", "'acme/cpu=-1'", "TENANT/cpu")]
    [InlineData("--tenant-quotas", "a/cpu=1,a/cpu=2", "KRW2101", "twice", "TENANT/cpu")]
    [InlineData("--rebalance", "maybe", "KRW2101", "'maybe'", "true or false")]
    [InlineData("--devices", "none.yaml", "KRW2101", "none.yaml", "readable file")]
    [InlineData("--cpu", "0", "KRW2101", "'0'", "0.1 to 1024")]
    [InlineData("--cpu", "1e3", "KRW2101", "'1e3'", "0.1 to 1024")]
    [InlineData("--memory", "1MiB", "KRW2101", "'1MiB'", "64MiB")]
    [InlineData("--max-body", "2GiB", "KRW2101", "'2GiB'", "1GiB")]
    [InlineData("--samples", "perhaps", "KRW2101", "'perhaps'", "true or false")]
    [InlineData("--log", "loud", "KRW2101", "'loud'", "warning")]
    [InlineData("--log", "3", "KRW2101", "'3'", "warning")]
    public void Read_BadValue_NamesKeyValueAndWhatIsValid(string option, string value, string code, string named, string valid)
    {
        var problem = Assert.Single(SettingsReader.Read([option, value], Nothing, Machine).Problems.Where(problem => problem.Where != value).Take(1));
        Assert.Equal(code, problem.Code);
        Assert.Contains(named, problem.Message, StringComparison.Ordinal);
        Assert.Contains(valid, problem.Message + problem.Next, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_CommonVariables_CountWhenNothingElseIsSaid()
    {
        var environment = new Dictionary<string, string> { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://collector:4317", ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "grpc" };
        var telemetry = Read([], environment)!.Telemetry!;
        Assert.Equal((new Uri("http://collector:4317"), OtlpProtocol.Grpc, 1d), (telemetry.Endpoint, telemetry.Protocol, telemetry.TraceRatio));
        Assert.Equal(new Uri("http://other:1"), Read(["--otlp-endpoint", "http://other:1"], environment)!.Telemetry!.Endpoint);
        Assert.Null(Read([])!.Telemetry);
    }

    [Fact]
    public void Read_Https_NeedsItsCertificateAndKeepsTheListenersApart()
    {
        var settings = Read(["--urls", "https://127.0.0.1:1", "--admin-urls", "http://127.0.0.1:2", "--certificate", "tls.pem", "--log-format", "json"])!;
        Assert.Equal((Path.GetFullPath("tls.pem"), null), (settings.Https!.CertificateFile, settings.Https.KeyFile));
        Assert.Equal(LogFormat.Json, settings.LogFormat);
        Assert.NotNull(Read(["--admin-urls", "https://127.0.0.1:2", "--certificate", "tls.pem"])!.Https);
    }

    [Fact]
    public void Read_SeveralProblems_AllAtOnce()
    {
        var read = SettingsReader.Read(["--region", "A B", "--cpu", "x"], new Dictionary<string, string> { ["KREWE_POOOL"] = "x" }, Machine);
        Assert.Null(read.Settings);
        Assert.Equal(["--cpu", "--region", "the environment"], read.Problems.Select(problem => problem.Where!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Read_BadFile_NamesLineAndColumn()
    {
        using var directory = new TemporaryDirectory();
        var file = directory.File("krewe.yaml");
        File.WriteAllText(file, "region: eu\nzoen: a\n");
        var problem = Assert.Single(SettingsReader.Read(["--config", file], Nothing, Machine).Problems);
        Assert.Equal("KRW2102", problem.Code);
        Assert.Equal(file + ":2:1", problem.Where);
        Assert.Contains("zone", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://0.0.0.0:8080", null, false, false)]
    [InlineData("http://0.0.0.0:8080", "http://127.0.0.1:8081", false, true)]
    [InlineData("http://0.0.0.0:8080", null, true, true)]
    [InlineData("http://127.0.0.1:8080", "http://0.0.0.0:8081", false, false)]
    [InlineData("http://localhost:8080", null, false, true)]
    [InlineData("http://[::1]:8080", null, false, true)]
    public void Read_AdminOffLoopback_OnlyWhenMeant(string urls, string? adminUrls, bool open, bool accepted)
    {
        List<string> arguments = ["--urls", urls];
        arguments.AddRange(adminUrls is null ? [] : ["--admin-urls", adminUrls]);
        arguments.AddRange(open ? ["--admin-open"] : []);
        var read = SettingsReader.Read(arguments, Nothing, Machine);
        Assert.Equal(accepted, read.Settings is not null);
        Assert.Equal(accepted ? [] : ["KRW5004"], read.Problems.Select(problem => problem.Code));
    }

    [Fact]
    public void Help_And_Documentation_ListEverySetting()
    {
        var help = HelpText.Write();
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "configuration.md"));
        foreach (var setting in SettingCatalog.All)
        {
            Assert.Contains(setting.Option, help, StringComparison.Ordinal);
            Assert.Contains($"| `{setting.Option}` | `{setting.Variable}` |", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Read_NoDatabase_IsASiloOnItsOwn() => Assert.Null(Read([])!.Cluster);

    [Fact]
    public void Read_Database_GivesTheDefaultsOfAClusterAndNoSample()
    {
        var settings = Read([], new() { ["KREWE_DATABASE"] = "Host=db;Password=hidden" })!;
        var cluster = settings.Cluster!;
        Assert.Equal(("krewe", "krewe", 11111, 30000), (cluster.ClusterId, cluster.ServiceId, cluster.SiloPort, cluster.GatewayPort));
        Assert.Equal(TimeSpan.FromSeconds(5), cluster.ProbeTimeout);
        Assert.Null(cluster.AdvertisedAddress);
        Assert.False(settings.Samples);
        Assert.DoesNotContain("hidden", settings.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_DatabaseFile_IsRelativeToTheConfigurationAndTrimmed()
    {
        using var directory = new TemporaryDirectory();
        File.WriteAllText(directory.File("database"), "Host=db;Database=krewe\n");
        File.WriteAllText(directory.File("krewe.yaml"), "database_file: database\nprobe_timeout: 0.5\nadvertised_address: 10.0.0.1\n");
        var cluster = Read(["--config", directory.File("krewe.yaml")])!.Cluster!;
        Assert.Equal("Host=db;Database=krewe", cluster.Database);
        Assert.Equal(TimeSpan.FromSeconds(0.5), cluster.ProbeTimeout);
        Assert.Equal("10.0.0.1", cluster.AdvertisedAddress!.ToString());
    }

    [Theory]
    [InlineData("--silo-port", "70000", "'70000'", "0 to 65535")]
    [InlineData("--gateway-port", "-1", "'-1'", "0 to 65535")]
    [InlineData("--probe-timeout", "0", "'0'", "0.2 to 60")]
    [InlineData("--advertised-address", "0.0.0.0", "'0.0.0.0'", "an IP address")]
    [InlineData("--cluster-id", "No Good", "'No Good'", "1 to 63")]
    [InlineData("--tls-certificate", "/nowhere/at/all.pem", "'/nowhere/at/all.pem'", "a PEM file")]
    [InlineData("--database-file", "/nowhere/at/all", "once", "a readable file")]
    public void Read_BadValueOfACluster_NamesKeyValueAndWhatIsValid(string option, string value, string named, string valid)
    {
        var problem = Assert.Single(SettingsReader.Read(["--database", "Host=db", option, value], Nothing, Machine).Problems);
        Assert.Equal(("KRW2101", option), (problem.Code, problem.Where!));
        Assert.Contains(named, problem.Message, StringComparison.Ordinal);
        Assert.Contains(valid, problem.Next, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host=db;Password=hidden;Nonsense=1")]
    [InlineData("postgresql://krewe:hidden@db/krewe")]
    [InlineData("Password=hidden")]
    public void Read_BadDatabase_IsRefusedWithoutShowingIt(string database)
    {
        var problem = Assert.Single(SettingsReader.Read(["--database", database], Nothing, Machine).Problems);
        Assert.Equal("KRW2101", problem.Code);
        Assert.DoesNotContain("hidden", problem + problem.Next, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_SettingOfAClusterWithoutDatabase_IsRefused()
    {
        var problem = Assert.Single(SettingsReader.Read(["--silo-port", "11112"], Nothing, Machine).Problems);
        Assert.Equal(("KRW2101", "--silo-port"), (problem.Code, problem.Where!));
        Assert.Contains("--database", problem.Next, StringComparison.Ordinal);
    }

    private static SiloSettings? Read(string[] arguments, Dictionary<string, string>? environment = null)
    {
        var read = SettingsReader.Read(arguments, environment ?? Nothing, Machine);
        Assert.Empty(read.Problems);
        return read.Settings;
    }

    [Fact]
    public void Read_TenantQuotas_AreOnePerTenant()
    {
        var read = SettingsReader.Read(["--tenant-quotas", "acme/devices=2.5, acme/memory=64GiB,globex/cpu=8"], Nothing, Machine);
        Assert.Empty(read.Problems);
        Assert.Equal(
            [new SnapshotQuota { Tenant = "acme", DeviceThousandths = 2_500, MemoryBytes = 64L << 30 }, new SnapshotQuota { Tenant = "globex", CpuMillicores = 8_000 }],
            read.Settings!.Pools.Quotas.AsEnumerable());
    }
}
