using Krewe.Runtime.CodeGeneration;

namespace Orleans.Runtime;

/// <summary>How the results of grain methods that return <see cref="IAsyncEnumerable{T}"/> are fetched.</summary>
public static class AsyncEnumerableExtensions
{
    /// <summary>Sets how many items that are ready come with one call at most; 100 without this. Has no effect on other sequences.</summary>
    /// <typeparam name="T">The items' type.</typeparam>
    /// <param name="self">What the grain method returned.</param>
    /// <param name="maxBatchSize">At least 1.</param>
    public static IAsyncEnumerable<T> WithBatchSize<T>(this IAsyncEnumerable<T> self, int maxBatchSize)
    {
        ArgumentNullException.ThrowIfNull(self);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBatchSize, 1);
        return self is GrainEnumerable<T> grain ? grain.With(maxBatchSize) : self;
    }
}
