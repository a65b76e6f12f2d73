namespace Orleans.Runtime;

/// <summary>The activation whose turn runs on this thread. Set and cleared by the engine around each turn.</summary>
internal static class RuntimeContext
{
    [ThreadStatic]
    private static IGrainContext? _current;

    public static IGrainContext? Current
    {
        get => _current;
        set => _current = value;
    }
}
