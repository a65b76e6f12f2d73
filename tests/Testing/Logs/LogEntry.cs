using Microsoft.Extensions.Logging;

namespace Krewe.Testing.Logs;

/// <summary>One message of a log.</summary>
/// <param name="Category">Who logged it.</param>
/// <param name="Level">How severe it is.</param>
/// <param name="EventId">Which event it is.</param>
/// <param name="Message">What it says.</param>
/// <param name="Exception">What came with it.</param>
public sealed record LogEntry(string Category, LogLevel Level, EventId EventId, string Message, Exception? Exception);
