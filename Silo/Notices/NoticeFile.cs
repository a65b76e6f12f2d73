using System.Globalization;
using Krewe.Hosts;

namespace Krewe.Silo.Notices;

/// <summary>
/// A file by which an agent on the machine says that the machine goes away: that there is one says it. Its text is the time (ISO 8601), or seconds from when the
/// file was written; an empty one stands for two minutes, as providers give for spot machines.
/// </summary>
/// <param name="path">The file; null for none.</param>
/// <param name="logger">What cannot be read is said once.</param>
internal sealed partial class NoticeFile(string? path, ILogger<NoticeFile> logger)
{
    private static readonly TimeSpan Usual = TimeSpan.FromMinutes(2);

    /// <summary>Longer than any sensible text; the rest is not read.</summary>
    private const int LongestText = 64;

    private bool _complained;

    /// <summary>What it says now; null where there is no file.</summary>
    public HostNotice? Read()
    {
        if (path is null || !File.Exists(path))
        {
            _complained = false;
            return null;
        }

        try
        {
            var told = new DateTimeOffset(File.GetLastWriteTimeUtc(path), TimeSpan.Zero);
            var text = ReadText(path);
            if (EndOf(text, told) is { } end)
            {
                return Notice(told, end);
            }

            Complain($"'{text}' is neither a time (ISO 8601) nor a number of seconds");
            return Notice(told, told + Usual); // better two minutes too early than not at all
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Complain(exception.Message);
            return null; // half written or just taken away: the next second looks again
        }
    }

    /// <summary>When the machine goes by a text; null when it says nothing that is understood.</summary>
    internal static DateTimeOffset? EndOf(string text, DateTimeOffset told)
    {
        if (text.Length == 0)
        {
            return told + Usual;
        }

        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
        {
            return seconds <= NoticeRequest.MostSeconds ? told + TimeSpan.FromSeconds(seconds) : null;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;
    }

    private static string ReadText(string file)
    {
        using var reader = new StreamReader(file);
        var buffer = new char[LongestText];
        return new string(buffer, 0, reader.ReadBlock(buffer)).Trim();
    }

    private HostNotice Notice(DateTimeOffset told, DateTimeOffset end) => new() { ToldAt = told, EndsAt = end, Reason = $"the file {path} says so" };

    private void Complain(string why)
    {
        if (!_complained)
        {
            _complained = true;
            Log.Unreadable(logger, path!, why);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 2202, Level = LogLevel.Warning, Message = "The notice file {File} cannot be understood: {Why}.")]
        public static partial void Unreadable(ILogger logger, string file, string why);
    }
}
