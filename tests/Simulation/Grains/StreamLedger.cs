namespace Krewe.Simulation.Tests.Grains;

/// <summary>Which items each consumer took first, in order. An item is <c>stream producer number</c>.</summary>
public sealed class StreamLedger
{
    private readonly Dictionary<string, List<string>> _taken = [];

    /// <summary>An item that came to somebody else's consumer, or null.</summary>
    public string? Strayed { get; private set; }

    public void Took(string stream, string item)
    {
        if (item.Split(' ')[0] != stream)
        {
            Strayed ??= $"the item '{item}' came to the consumer of {stream}";
        }

        List<string> taken = Of(stream);
        if (!taken.Contains(item))
        {
            taken.Add(item);
        }
    }

    public List<string> Of(string stream)
    {
        if (!_taken.TryGetValue(stream, out List<string>? taken))
        {
            _taken.Add(stream, taken = []);
        }

        return taken;
    }
}
