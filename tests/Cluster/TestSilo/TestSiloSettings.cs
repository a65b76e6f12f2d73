using Microsoft.Extensions.Configuration;

namespace Krewe.Cluster.Tests.TestSilo;

/// <summary>What a test silo is told on its command line.</summary>
public sealed class TestSiloSettings
{
    /// <summary>Its name.</summary>
    public string Name { get; set; } = "silo";

    /// <summary>Where the cluster agrees, and where state and directory are.</summary>
    public string Database { get; set; } = "";

    /// <summary>The port for other silos; 0 for any.</summary>
    public int Port { get; set; }

    /// <summary>The directory where executions are noted.</summary>
    public string Executions { get; set; } = "";

    /// <summary>How often silos probe each other; zero for the engine's default settings.</summary>
    public TimeSpan Probe { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long storage and directory try.</summary>
    public TimeSpan StorageTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long its stop may take.</summary>
    public TimeSpan Shutdown { get; set; } = TimeSpan.FromSeconds(30);

    public static TestSiloSettings From(string[] arguments)
    {
        var settings = new TestSiloSettings();
        new ConfigurationBuilder().AddCommandLine(arguments).Build().Bind(settings);
        return settings;
    }
}
