using Krewe.Backends;
using Krewe.Grains.Backends;
using Krewe.Silo.Backends;
using Krewe.Silo.Backends.Management;
using Microsoft.Extensions.DependencyInjection;

namespace Krewe.Silo.Tests.Backends;

public sealed class BackendRegistrationTests
{
    [Fact]
    public async Task AddBackends_WithAnObserver_GivesOneManagerThatGivesItsDirectoryBack()
    {
        var directory = Directory.CreateTempSubdirectory("krewe-backends-").FullName;
        for (var life = 0; life < 2; life++)
        {
            await using var provider = new ServiceCollection()
                .AddLogging().AddBackends(directory).AddSingleton<IBackendObserver, Deaf>().BuildServiceProvider(validateScopes: true);

            Assert.Equal(0, await provider.GetRequiredService<BackendManager>().InitializeAsync());
            Assert.Same(provider.GetRequiredService<IBackendManager>(), provider.GetRequiredService<BackendManager>());
        }

        Directory.Delete(directory, recursive: true);
    }

    private sealed class Deaf : IBackendObserver
    {
        public void BackendChanged(BackendStatus status)
        {
        }
    }
}
