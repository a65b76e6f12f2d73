namespace Krewe.Samples.Tests;

/// <summary>One digits server for all tests of a class.</summary>
public sealed class DigitsServerFixture : IAsyncLifetime
{
    private readonly ServerProcess _process = ServerProcess.DotNet(Assembly, "--port", "0");

    /// <summary>The built server.</summary>
    internal static string Assembly => Repository.Built("digits/Server", "Digits.Server");

    /// <summary>A client of the server.</summary>
    internal HttpClient Client { get; private set; } = null!;

    /// <inheritdoc />
    public async Task InitializeAsync() => Client = await _process.ListeningAsync();

    /// <inheritdoc />
    public async Task DisposeAsync()
    {
        Client?.Dispose();
        await _process.DisposeAsync();
    }
}
