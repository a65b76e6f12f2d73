namespace Krewe.Silo.Logging;

/// <summary>How messages are logged to standard error.</summary>
public enum LogFormat
{
    /// <summary>A line of text each: time, level, category with the event's id, message.</summary>
    Text,

    /// <summary>A line of JSON each, with the message's values as members.</summary>
    Json,
}
