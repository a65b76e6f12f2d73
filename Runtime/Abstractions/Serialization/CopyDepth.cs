namespace Krewe.Runtime.Serialization;

/// <summary>Bounds the nesting of copies, so that a cycle is an error and not the end of the process. For generated code.</summary>
public readonly ref struct CopyDepth
{
    // Copying is synchronous: the count belongs to the thread that copies, and is 0 between copies.
    [ThreadStatic]
    private static int s_depth;

    /// <summary>Goes one level deeper until disposed.</summary>
    public static CopyDepth Enter()
    {
        if (s_depth >= WireLimits.MaxDepth)
        {
            throw SerializationErrors.TooDeep("copied");
        }

        s_depth++;
        return default;
    }

    /// <summary>Leaves the level.</summary>
#pragma warning disable CA1822 // `using` needs an instance method
    public void Dispose() => s_depth--;
#pragma warning restore CA1822
}
