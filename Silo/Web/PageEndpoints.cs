using System.Collections.Immutable;
using System.Reflection;
using Krewe.Silo.Admin.Access;
using Krewe.Silo.Admin.Routes;

namespace Krewe.Silo.Web;

/// <summary>The page: files in the assembly, plain modules without a build step, nothing from elsewhere. See docs/page.md.</summary>
internal static class PageEndpoints
{
    /// <summary>Only what this silo serves itself, no script or style in the page, no frame around it.</summary>
    public const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>The styles: the colours, the page, its parts.</summary>
    private static readonly ImmutableArray<string> Styles = ["palette.css", "page.css", "parts.css"];

    /// <summary>The modules; page.js is the one that the page names, the others are imported.</summary>
    private static readonly ImmutableArray<string> Modules =
    [
        "page.js", "stream.js", "state.js", "actions.js", "overview.js", "models.js", "forecast.js", "machines.js", "silos.js", "events.js",
        "table.js", "chart.js", "dom.js", "format.js", "words.js",
    ];

    /// <summary>Every route of the page.</summary>
    public static ImmutableArray<AdminRoute> Routes { get; } =
    [
        Asset("/", "page.html", "text/html; charset=utf-8"),
        Asset("/icon.svg", "icon.svg", "image/svg+xml"),
        .. Styles.Select(name => Asset($"/page/{name}", name, "text/css; charset=utf-8")),
        .. Modules.Select(name => Asset($"/page/{name}", name, "text/javascript; charset=utf-8")),
    ];

    /// <summary>Maps the page. It reads the admin API, which is mapped beside it.</summary>
    /// <param name="endpoints">The host's routes.</param>
    public static IEndpointRouteBuilder MapKrewePage(this IEndpointRouteBuilder endpoints)
    {
        foreach (var route in Routes)
        {
            endpoints.MapAdminRoute(route);
        }

        return endpoints;
    }

    private static AdminRoute Asset(string path, string file, string contentType)
    {
        var content = new Lazy<byte[]>(() => Load(file));
        return new AdminRoute("GET", path, AdminAccess.Read, async context =>
        {
            context.Response.ContentType = contentType;
            context.Response.ContentLength = content.Value.Length;
            context.Response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
            context.Response.Headers.XFrameOptions = "DENY";
            if (!HttpMethods.IsHead(context.Request.Method))
            {
                await context.Response.Body.WriteAsync(content.Value, context.RequestAborted);
            }
        });
    }

    private static byte[] Load(string file)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Krewe.Silo.Web.{file}")
            ?? throw new InvalidOperationException($"The assembly lacks the resource Krewe.Silo.Web.{file}.");
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
