namespace Orleans.Runtime;

/// <summary>
/// Values that travel with calls: copied into each outgoing request, put in place for the callee, never returned.
/// Flows with the asynchronous code that set them.
/// </summary>
public static class RequestContext
{
    private static readonly AsyncLocal<RequestContextValues?> Values = new();

    /// <summary>The keys that are set.</summary>
    public static IEnumerable<string> Keys => Current?.Entries?.Keys.ToArray() ?? [];

    /// <summary>The entries.</summary>
    public static IEnumerable<KeyValuePair<string, object>> Entries => Current?.Entries?.ToArray() ?? [];

    /// <summary>Identifies the call chain in which reentrancy is allowed; empty for none.</summary>
    public static Guid ReentrancyId
    {
        get => Current?.ReentrancyId ?? Guid.Empty;
        set => Current = RequestContextValues.Create(Current?.Entries, value);
    }

    /// <summary>What the engine exports into and imports from messages. Never changed in place.</summary>
    internal static RequestContextValues? Current
    {
        get => Values.Value;
        set => Values.Value = value;
    }

    /// <summary>The value, or null.</summary>
    /// <param name="key">Its name.</param>
    public static object? Get(string key) => Current?.Entries is { } entries && entries.TryGetValue(key, out var value) ? value : null;

    /// <summary>Sets a value for all calls that follow.</summary>
    /// <param name="key">Its name.</param>
    /// <param name="value">A serializable value.</param>
    public static void Set(string key, object value)
    {
        ArgumentNullException.ThrowIfNull(key);
        var entries = Current?.Entries is { } old ? new SortedDictionary<string, object>(old, StringComparer.Ordinal) : new(StringComparer.Ordinal);
        entries[key] = value;
        Current = RequestContextValues.Create(entries, ReentrancyId);
    }

    /// <summary>Removes a value. False when it was not there.</summary>
    /// <param name="key">Its name.</param>
    public static bool Remove(string key)
    {
        if (Current?.Entries is not { } old || !old.ContainsKey(key))
        {
            return false;
        }

        var entries = new SortedDictionary<string, object>(old, StringComparer.Ordinal);
        entries.Remove(key);
        Current = RequestContextValues.Create(entries, ReentrancyId);
        return true;
    }

    /// <summary>Removes all values.</summary>
    public static void Clear() => Current = null;

    /// <summary>Lets calls that come back to this grain in the chain of the calls made meanwhile run although it is busy.</summary>
    /// <returns>Dispose it to end the permission.</returns>
    public static ReentrancySection AllowCallChainReentrancy()
    {
        var before = ReentrancyId;
        var tracker = RuntimeContext.Current as IReentrancyTracker;
        var inside = tracker?.EnterReentrantSection(before) ?? before;
        ReentrancyId = inside;
        return new ReentrancySection(before, inside, tracker);
    }

    /// <summary>Takes the permission of a caller away for the calls made meanwhile.</summary>
    /// <returns>Dispose it to have it back.</returns>
    public static ReentrancySection SuppressCallChainReentrancy()
    {
        var before = ReentrancyId;
        ReentrancyId = Guid.Empty;
        return new ReentrancySection(before, Guid.Empty, null);
    }

    internal static Dictionary<string, object>? Snapshot() => Current?.Entries is { } entries ? new Dictionary<string, object>(entries) : null;

    /// <summary>Ends what it stands for when disposed.</summary>
    public readonly struct ReentrancySection : IDisposable, IEquatable<ReentrancySection>
    {
        private readonly Guid _before;
        private readonly Guid _inside;
        private readonly IReentrancyTracker? _tracker;

        internal ReentrancySection(Guid before, Guid inside, IReentrancyTracker? tracker)
        {
            _before = before;
            _inside = inside;
            _tracker = tracker;
        }

        /// <inheritdoc/>
        public void Dispose()
        {
            _tracker?.LeaveReentrantSection(_inside);
            ReentrancyId = _before;
        }

        /// <inheritdoc/>
        public bool Equals(ReentrancySection other) => _before == other._before && _inside == other._inside && ReferenceEquals(_tracker, other._tracker);

        /// <inheritdoc/>
        public override bool Equals(object? obj) => obj is ReentrancySection other && Equals(other);

        /// <inheritdoc/>
        public override int GetHashCode() => _inside.GetHashCode();

        /// <summary>Whether both stand for the same.</summary>
        public static bool operator ==(ReentrancySection left, ReentrancySection right) => left.Equals(right);

        /// <summary>Whether they differ.</summary>
        public static bool operator !=(ReentrancySection left, ReentrancySection right) => !left.Equals(right);
    }
}
