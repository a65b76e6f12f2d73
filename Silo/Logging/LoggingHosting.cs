using Krewe.Silo.Configuration;
using Microsoft.Extensions.Logging.Console;

namespace Krewe.Silo.Logging;

/// <summary>The silo's log: standard error, one line a message, in the form that was asked for. See docs/logging.md.</summary>
internal static class LoggingHosting
{
    private const string Timestamp = "yyyy-MM-ddTHH:mm:ss.fffZ";

    public static ILoggingBuilder AddKreweLogging(this ILoggingBuilder logging, SiloSettings settings)
    {
        logging.ClearProviders();
        logging.SetMinimumLevel(settings.LogLevel);
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical); // why a start failed is said once, by SiloProgram

        // At any level it makes an activity and a log scope of each request, also where nobody traces. What fails is logged by ErrorForms.
        logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        return settings.LogFormat == LogFormat.Json
            ? logging.AddJsonConsole(console =>
            {
                console.TimestampFormat = Timestamp;
                console.UseUtcTimestamp = true;
            })
            : logging.AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.TimestampFormat = Timestamp + " ";
                console.UseUtcTimestamp = true;
            });
    }
}
