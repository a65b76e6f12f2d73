using Krewe.Nvml;
using Krewe.Silo.Devices;
using Krewe.Silo.Devices.Nvidia;
using Krewe.Specs.Devices;
using Krewe.Testing.Processes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Krewe.Silo.Tests.Devices.Nvidia;

public sealed class NvmlDeviceProviderTests
{
    [Fact]
    public async Task NoLibrary_OneLineSaysSoAndThereAreNoDevices()
    {
        using var directory = new TemporaryDirectory();
        var options = NvmlDeviceProvider.Options with { Load = new NvmlLoadOptions { Path = directory.File("libnvidia-ml.so.1") } };
        using var provider = new NvmlDeviceProvider(
            new NvmlPoller(options), new DeviceClasses([]), new ServerProcesses(new Krewe.Silo.Tests.Admin.FakeBackends()), TimeProvider.System, NullLogger<NvmlDeviceProvider>.Instance);

        await provider.FirstLook.WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System);

        Assert.Empty(provider.Measure());
        Assert.Contains("no NVIDIA driver library", provider.Remark!, StringComparison.Ordinal);
    }
}
