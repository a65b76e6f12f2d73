using System.Globalization;
using System.Text;
using System.Text.Json;
using Krewe.Admin;
using Krewe.Errors;
using Krewe.Events;

namespace Krewe.Silo.Admin.Events;

/// <summary>Answers the routes of events.</summary>
internal sealed class EventHandlers(IEventReader reader, AdminSettings settings, IHostApplicationLifetime application, TimeProvider time)
{
    /// <summary>Streams that are served at once: each asks every silo twice a second.</summary>
    public const int MaxStreams = 64;

    private const int DefaultLimit = 100;
    private const int MaxLimit = 1_000;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(10);

    private int _streams; // changed by Interlocked only

    public async Task ListAsync(HttpContext context)
    {
        var filter = EventQuery.ReadFilter(context, settings.Region);
        var after = EventQuery.ReadCursor(context, takeHeader: false);
        var limit = (int)AdminQuery.ReadNumber(context, "limit", DefaultLimit, 1, MaxLimit);
        var read = await reader.ReadAsync(filter, after, limit, context.RequestAborted);
        AdminResponses.SetIncomplete(context.Response, read.Problems);
        await AdminResponses.WriteAsync(context, new EventPage
        {
            Events = [.. read.Events.Select(one => one.Event)],
            Last = read.Last.ToString(),
            Missed = read.Missed,
            Problems = read.Problems,
        });
    }

    public async Task StreamAsync(HttpContext context)
    {
        var filter = EventQuery.ReadFilter(context, settings.Region);
        var cursor = EventQuery.ReadCursor(context, takeHeader: true);
        if (HttpMethods.IsHead(context.Request.Method))
        {
            EventStream.Begin(context.Response);
            return;
        }

        if (Interlocked.Increment(ref _streams) > MaxStreams)
        {
            Interlocked.Decrement(ref _streams);
            throw new KreweException(AdminProblems.TooManyStreams(MaxStreams));
        }

        try
        {
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, application.ApplicationStopping);
            await PumpAsync(context.Response, filter, cursor, ended.Token);
        }
        catch (OperationCanceledException)
        {
            // The reader has gone, or the silo stops: it goes on elsewhere with the last id.
        }
        finally
        {
            Interlocked.Decrement(ref _streams);
        }
    }

    private async Task PumpAsync(HttpResponse response, EventFilter filter, EventCursor? cursor, CancellationToken cancellationToken)
    {
        // From now on: what is there already is passed over.
        cursor ??= (await reader.ReadAsync(filter, after: null, limit: 1, cancellationToken)).Last;
        EventStream.Begin(response);
        await EventStream.WriteAsync(response, ": events\n\n", cancellationToken);
        var spoken = time.GetTimestamp();
        while (true)
        {
            var read = await reader.ReadAsync(filter, cursor, MaxLimit, cancellationToken);
            cursor = read.Last;
            var text = new StringBuilder();
            if (read.Missed > 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"event: missed\ndata: {{\"missed\":{read.Missed}}}\n\n");
            }

            foreach (var (occurred, position) in read.Events)
            {
                text.Append(CultureInfo.InvariantCulture, $"id: {position}\nevent: event\ndata: {JsonSerializer.Serialize(occurred, KreweJson.Options)}\n\n");
            }

            if (text.Length == 0 && time.GetElapsedTime(spoken) >= KeepAlive)
            {
                text.Append(": alive\n\n");
            }

            if (text.Length > 0)
            {
                await EventStream.WriteAsync(response, text.ToString(), cancellationToken);
                spoken = time.GetTimestamp();
            }

            if (read.Events.Length < MaxLimit)
            {
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }
}
