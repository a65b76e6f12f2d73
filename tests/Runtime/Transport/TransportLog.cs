using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Krewe.Runtime.Tests.Transport;

/// <summary>The lines that a transport logged, and the wait for one of them.</summary>
internal sealed class TransportLog : ILogger
{
    private readonly ConcurrentQueue<(int Code, string Text)> _lines = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource> _awaited = new();

    public IReadOnlyList<(int Code, string Text)> Lines => [.. _lines];

    public Task LineAsync(int code) =>
        _awaited.GetOrAdd(code, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task.WaitAsync(TransportPeer.Patience);

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        _lines.Enqueue((eventId.Id, formatter(state, exception)));
        _awaited.GetOrAdd(eventId.Id, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }
}
