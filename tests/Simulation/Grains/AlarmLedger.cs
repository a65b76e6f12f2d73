namespace Krewe.Simulation.Tests.Grains;

/// <summary>How often each grain was reminded.</summary>
public sealed class AlarmLedger
{
    private readonly Dictionary<string, int> _ticks = [];

    /// <summary>A reminder that came to a grain that has none of that name, or null.</summary>
    public string? Strayed { get; private set; }

    public void Ticked(string key, bool isItsOwn)
    {
        _ticks[key] = Of(key) + 1;
        if (!isItsOwn)
        {
            Strayed ??= $"the grain {key} got another grain's reminder";
        }
    }

    public int Of(string key) => _ticks.GetValueOrDefault(key);
}
