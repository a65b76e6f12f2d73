using System.Text;

namespace Krewe.Silo.Admin.Events;

/// <summary>Writes server-sent events (WHATWG HTML, section 9.2).</summary>
internal static class EventStream
{
    public static void Begin(HttpResponse response)
    {
        response.ContentType = "text/event-stream; charset=utf-8";
        response.Headers["X-Accel-Buffering"] = "no"; // a proxy between would keep events back
    }

    public static async Task WriteAsync(HttpResponse response, string text, CancellationToken cancellationToken)
    {
        await response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }
}
