namespace Krewe.Silo.Backends.Weights;

/// <summary>The right of a start to use weights: what is held is not dropped until this is disposed of.</summary>
/// <param name="directory">What <c>{weights}</c> stands for.</param>
/// <param name="release">Gives the right back.</param>
internal sealed class WeightsHold(string directory, Action release) : IDisposable
{
    private Action? _release = release;

    /// <summary>What <c>{weights}</c> stands for; empty where a spec has none.</summary>
    public string Directory => directory;

    public static WeightsHold None { get; } = new("", () => { });

    public void Dispose() => Interlocked.Exchange(ref _release, null)?.Invoke();
}
