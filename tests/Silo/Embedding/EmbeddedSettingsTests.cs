using Krewe.Errors;
using Krewe.Silo.Configuration;
using Krewe.Silo.Embedding;
using Krewe.Testing.Processes;
using Microsoft.Extensions.Configuration;

namespace Krewe.Silo.Tests.Embedding;

public sealed class EmbeddedSettingsTests
{
    private static readonly MachineFacts Machine = new("host", 8, 32L << 30);

    [Fact]
    public void Read_Nothing_GivesTheDefaultsBelowTheContentRoot()
    {
        var settings = Read();
        Assert.True(settings is { Embedded: true, Samples: false, AdminOpen: false, SharedListeners: true });
        Assert.Equal((Path.GetFullPath("/app/.krewe"), "local", "host"), (settings.DataDirectory, settings.Region, settings.Host));
    }

    [Fact]
    public void Read_CodeAndConfiguration_CodeCountsMore()
    {
        var settings = Read(
            options =>
            {
                options.Region = "code";
                options.AdminOpen = true;
                options.Settings["memory"] = "1GiB";
            },
            ("Krewe:Region", "file"),
            ("Krewe:Zone", "file"),
            ("Krewe:MaxBody", "2MiB"),
            ("Krewe:otlp_endpoint", "http://collector:4318"),
            ("Other:Region", "other"));

        Assert.Equal(("code", "file", 1L << 30, 2L << 20, true), (settings.Region, settings.Zone, settings.MemoryBytes, settings.MaxBodyBytes, settings.AdminOpen));
        Assert.Equal(new Uri("http://collector:4318"), settings.Telemetry!.Endpoint);
    }

    [Theory]
    [InlineData("Krewe:Zoen", "a", "KRW2102")]
    [InlineData("Krewe:Urls", "http://127.0.0.1:1", "KRW2101")]
    [InlineData("Krewe:Certificate", "tls.pem", "KRW2101")]
    [InlineData("Krewe:LogFormat", "json", "KRW2101")]
    [InlineData("Krewe:Cpu", "many", "KRW2101")]
    public void Read_BadSetting_IsRefusedWithItsCodeAndPlace(string key, string value, string code)
    {
        var problem = Assert.Throws<KreweException>(() => Read(null, (key, value))).Problem;
        Assert.Equal((code, key), (problem.Code, problem.Where));
    }

    [Fact]
    public void Read_SeveralBadSettings_AllAtOnce()
    {
        var problem = Assert.Throws<KreweException>(() => Read(options => options.Region = "A B", ("Krewe:Cpu", "many"), ("Krewe:Nothing", "x"))).Problem;
        Assert.Equal(3, problem.Reasons.Length);
    }

    [Fact]
    public void ReadModels_FilesOfSpecs_AreCheckedBeforeTheHostStarts()
    {
        using var directory = new TemporaryDirectory();
        File.WriteAllText(directory.File("good.yaml"), "kind: model\nname: a\nbackend: {url: 'http://127.0.0.1:1'}\n");
        File.WriteAllText(directory.File("bad.yaml"), "kind: model\nnaem: a\n");

        var model = Assert.Single(EmbeddedModels.Read(["good.yaml"], directory.Path, "eu"));
        Assert.Equal(("a", "eu"), (model.Name, model.Region));
        var invalid = Assert.Throws<KreweException>(() => EmbeddedModels.Read(["good.yaml", "bad.yaml"], directory.Path, "eu")).Problem;
        Assert.Equal(("KRW2001", directory.File("bad.yaml")), (invalid.Code, invalid.Where));
        Assert.Equal("KRW2005", Assert.Throws<KreweException>(() => EmbeddedModels.Read(["none.yaml"], directory.Path, "eu")).Problem.Code);
    }

    private static SiloSettings Read(Action<KreweSiloOptions>? configure = null, params (string Key, string Value)[] configuration)
    {
        var options = new KreweSiloOptions();
        configure?.Invoke(options);
        var built = new ConfigurationBuilder().AddInMemoryCollection(configuration.Select(pair => KeyValuePair.Create<string, string?>(pair.Key, pair.Value))).Build();
        return EmbeddedSettings.Read(options, built, "/app", Machine);
    }
}
