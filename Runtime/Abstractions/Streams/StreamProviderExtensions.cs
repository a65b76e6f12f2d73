using Orleans.Runtime;

namespace Orleans.Streams;

/// <summary>Streams by key, with or without a namespace.</summary>
public static class StreamProviderExtensions
{
    /// <summary>A stream.</summary>
    /// <typeparam name="T">The type of the items.</typeparam>
    /// <param name="streamProvider">The provider.</param>
    /// <param name="id">The stream's key.</param>
    public static IAsyncStream<T> GetStream<T>(this IStreamProvider streamProvider, Guid id) => Of(streamProvider).GetStream<T>(StreamId.Create(null, id));

    /// <inheritdoc cref="GetStream{T}(IStreamProvider, Guid)"/>
    public static IAsyncStream<T> GetStream<T>(this IStreamProvider streamProvider, long id) => Of(streamProvider).GetStream<T>(StreamId.Create(null, id));

    /// <inheritdoc cref="GetStream{T}(IStreamProvider, Guid)"/>
    public static IAsyncStream<T> GetStream<T>(this IStreamProvider streamProvider, string id) => Of(streamProvider).GetStream<T>(StreamId.Create(null, id));

    /// <inheritdoc cref="GetStream{T}(IStreamProvider, Guid)"/>
    /// <param name="streamProvider">The provider.</param>
    /// <param name="ns">The stream's namespace.</param>
    /// <param name="id">The stream's key.</param>
    public static IAsyncStream<T> GetStream<T>(this IStreamProvider streamProvider, string ns, Guid id) => Of(streamProvider).GetStream<T>(StreamId.Create(ns, id));

    /// <inheritdoc cref="GetStream{T}(IStreamProvider, string, Guid)"/>
    public static IAsyncStream<T> GetStream<T>(this IStreamProvider streamProvider, string ns, long id) => Of(streamProvider).GetStream<T>(StreamId.Create(ns, id));

    /// <inheritdoc cref="GetStream{T}(IStreamProvider, string, Guid)"/>
    public static IAsyncStream<T> GetStream<T>(this IStreamProvider streamProvider, string ns, string id) => Of(streamProvider).GetStream<T>(StreamId.Create(ns, id));

    private static IStreamProvider Of(IStreamProvider streamProvider)
    {
        ArgumentNullException.ThrowIfNull(streamProvider);
        return streamProvider;
    }
}
