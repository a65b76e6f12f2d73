using System.Globalization;
using Krewe.Errors;
using Krewe.History;
using Krewe.Silo.Admin;
using Krewe.Silo.History.Merging;

namespace Krewe.Silo.History.Live;

/// <summary>Writes the events of one connection until its reader goes, is too slow, or the silo stops.</summary>
internal sealed class LiveStream(LiveHub hub, HistoryReader history, IHostApplicationLifetime lifetime, TimeProvider time)
{
    private static readonly TimeSpan HeartbeatEvery = TimeSpan.FromSeconds(10);

    public async Task AnswerAsync(HttpContext context)
    {
        var since = ReadSince(context);
        context.Response.ContentType = "text/event-stream; charset=utf-8";
        context.Response.Headers["X-Accel-Buffering"] = "no"; // nginx would hold events back
        if (HttpMethods.IsHead(context.Request.Method))
        {
            return;
        }

        var reader = hub.Join() ?? throw new KreweException(HistoryProblems.TooManyReaders(LiveHub.MaxReaders));
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            // Before anything is written: what fails here is still an answer with a status.
            var before = since is { } known ? LiveEvent.Of("history", await history.ReadAsync(new HistoryQuery { Since = known }, end.Token)) : null;
            await WriteAsync(context, LiveEvent.Retry, end.Token);
            if (before is not null)
            {
                await WriteAsync(context, before, end.Token);
            }

            await WriteAsync(context, reader, end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // Nobody is left to tell.
        }
        finally
        {
            hub.Leave(reader);
        }

        if (reader.Dropped)
        {
            context.Abort();
        }
    }

    private async Task WriteAsync(HttpContext context, LiveReader reader, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var quiet = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var waiting = reader.Events.WaitToReadAsync(quiet.Token).AsTask();
            if (await Task.WhenAny(waiting, Task.Delay(HeartbeatEvery, time, quiet.Token)) != waiting)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await WriteAsync(context, LiveEvent.Heartbeat, cancellationToken);
            }

            if (waiting.IsCompleted && !await waiting)
            {
                return;
            }

            while (reader.Events.TryRead(out var one))
            {
                await WriteAsync(context, one, cancellationToken);
            }

            await quiet.CancelAsync();
        }
    }

    private static async Task WriteAsync(HttpContext context, LiveEvent one, CancellationToken cancellationToken)
    {
        await context.Response.Body.WriteAsync(one.Bytes, cancellationToken);
        await context.Response.Body.FlushAsync(cancellationToken);
    }

    /// <summary>What a browser sends when it comes back is newer than what stands in its address.</summary>
    private static long? ReadSince(HttpContext context) =>
        long.TryParse(context.Request.Headers["Last-Event-ID"], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id
        : AdminQuery.Read(context, "since") is null ? null
        : AdminQuery.ReadNumber(context, "since", 0, 0, long.MaxValue);
}
