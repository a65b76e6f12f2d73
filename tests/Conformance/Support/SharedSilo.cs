using Orleans.Hosting;
using Orleans.TestingHost;

namespace Krewe.Conformance.Tests.Support;

/// <summary>What every silo of the shared cluster has.</summary>
internal static class SharedSilo
{
    internal static void Configure(InProcessTestSiloSpecificOptions options, ISiloBuilder silo)
    {
        ArgumentNullException.ThrowIfNull(options);
        silo.AddMemoryGrainStorageAsDefault();
    }
}
