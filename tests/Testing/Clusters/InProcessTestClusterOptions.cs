namespace Orleans.TestingHost;

/// <summary>How a cluster for tests is made.</summary>
public sealed class InProcessTestClusterOptions
{
    /// <summary>The cluster.</summary>
    public string ClusterId { get; set; } = "testcluster";

    /// <summary>The service.</summary>
    public string ServiceId { get; set; } = "testservice";

    /// <summary>How many silos are started at first.</summary>
    public short InitialSilosCount { get; set; } = 2;

    /// <summary>Whether the client is started with the first silos; true.</summary>
    public bool InitializeClientOnDeploy { get; set; } = true;

    /// <summary>Whether clients connect to each silo, or to the first one only; true.</summary>
    public bool GatewayPerSilo { get; set; } = true;

    /// <summary>Whether placement takes all silos for equal and leaves out the placement filters; true as in Orleans, so tests of filters unset it.</summary>
    public bool AssumeHomogenousSilosForTesting { get; set; } = true;

    /// <summary>Has no effect here: nothing is written to files.</summary>
    public bool ConfigureFileLogging { get; set; } = true;
}
