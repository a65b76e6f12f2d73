using Krewe.Testing.Processes;

namespace Krewe.EndToEnd;

/// <summary>One silo for all tests of a class.</summary>
public sealed class SiloFixture : IAsyncLifetime, IDisposable
{
    private readonly TemporaryDirectory _data = new();

    public RunningSilo Silo { get; private set; } = null!;

    public string Token => File.ReadAllText(_data.File("admin.token")).Trim();

    public async Task InitializeAsync() => Silo = await RunningSilo.StartAsync(_data.Path, "--max-body", "1MiB");

    public async Task DisposeAsync() => await Silo.DisposeAsync();

    public void Dispose() => _data.Dispose();
}
