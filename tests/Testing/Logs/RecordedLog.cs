using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Krewe.Testing.Logs;

/// <summary>Keeps what is logged, so that a test can look at it or wait for it.</summary>
public sealed class RecordedLog : ILoggerProvider
{
    private readonly ConcurrentQueue<LogEntry> _entries = new();
    private readonly ConcurrentDictionary<TaskCompletionSource<LogEntry>, int> _waiting = new();

    /// <summary>What was logged.</summary>
    public IReadOnlyList<LogEntry> Entries => [.. _entries];

    /// <summary>A logger that writes here.</summary>
    /// <typeparam name="T">Its category.</typeparam>
    public ILogger<T> For<T>() => new Logger<T>(new Factory(this));

    /// <summary>Waits until an event was logged, or returns the one that was.</summary>
    /// <param name="eventId">The event's id.</param>
    public async Task<LogEntry> WaitForAsync(int eventId)
    {
        var found = new TaskCompletionSource<LogEntry>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[found] = eventId;
        if (_entries.FirstOrDefault(entry => entry.EventId.Id == eventId) is { } already)
        {
            found.TrySetResult(already);
        }

        try
        {
            return await found.Task.WaitAsync(TimeSpan.FromSeconds(60));
        }
        finally
        {
            _waiting.TryRemove(found, out _);
        }
    }

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Recorder(this, categoryName);

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private void Take(LogEntry entry)
    {
        _entries.Enqueue(entry);
        foreach (var (found, eventId) in _waiting)
        {
            if (entry.EventId.Id == eventId)
            {
                found.TrySetResult(entry);
            }
        }
    }

    private sealed class Factory(RecordedLog log) : ILoggerFactory
    {
        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public ILogger CreateLogger(string categoryName) => log.CreateLogger(categoryName);

        public void Dispose()
        {
        }
    }

    private sealed class Recorder(RecordedLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log.Take(new LogEntry(category, logLevel, eventId, formatter(state, exception), exception));
    }
}
