namespace Krewe.Silo.Backends.Weights.Fetching;

/// <summary>A source that can be read. Disposing of it closes it.</summary>
/// <param name="Content">The bytes from <paramref name="From"/> on.</param>
/// <param name="From">Where they begin: where was asked, or 0.</param>
/// <param name="Length">The length of the whole file; null where the source does not say.</param>
/// <param name="Owner">What has to be closed with it; null for nothing.</param>
internal sealed record OpenedWeights(Stream Content, long From, long? Length, IDisposable? Owner = null) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        await Content.DisposeAsync();
        Owner?.Dispose();
    }
}
