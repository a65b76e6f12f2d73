using System.Text.Json;

namespace Krewe.Silo.Hosting;

/// <summary><c>/health/live</c> touches nothing; <c>/health/ready</c> says whether the silo makes progress.</summary>
internal static class HealthEndpoints
{
    private static readonly string[] Read = [HttpMethods.Get, HttpMethods.Head];

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/health/live", Read, context => WriteAsync(context, 200, "live"));
        routes.MapMethods("/health/ready", Read, context =>
        {
            var readiness = context.RequestServices.GetRequiredService<Readiness>();
            var state = readiness.State;
            return WriteAsync(context, state == "ready" ? 200 : 503, state);
        });
    }

    private static Task WriteAsync(HttpContext context, int status, string state)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        var body = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["status"] = state });
        context.Response.ContentLength = body.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.Body.WriteAsync(body).AsTask();
    }
}
