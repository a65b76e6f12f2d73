namespace Orleans.Runtime;

/// <summary>What travels with calls. Replaced as a whole, so that it can be shared; keys are ordered, so that messages are the same in every process.</summary>
internal sealed class RequestContextValues
{
    private RequestContextValues(SortedDictionary<string, object>? entries, Guid reentrancyId)
    {
        Entries = entries;
        ReentrancyId = reentrancyId;
    }

    public SortedDictionary<string, object>? Entries { get; }

    public Guid ReentrancyId { get; }

    public static RequestContextValues? Create(SortedDictionary<string, object>? entries, Guid reentrancyId) =>
        entries is not { Count: > 0 } && reentrancyId == Guid.Empty
            ? null
            : new RequestContextValues(entries is { Count: > 0 } ? entries : null, reentrancyId);
}
