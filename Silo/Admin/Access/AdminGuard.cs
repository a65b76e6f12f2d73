using Krewe.Errors;
using Microsoft.Net.Http.Headers;

namespace Krewe.Silo.Admin.Access;

/// <summary>
/// Decides whether a request may reach the admin side, before anything of its body is read. There are no CORS headers, ever:
/// a page of another origin can neither write nor read.
/// </summary>
internal sealed class AdminGuard(IAdminListener listener, HostRules hosts, AdminToken token)
{
    private const string Scheme = "Bearer ";

    /// <summary>Why the request is refused; null when it may pass.</summary>
    /// <param name="context">The request.</param>
    /// <param name="access">What its route asks.</param>
    public Problem? Check(HttpContext context, AdminAccess access)
    {
        var request = context.Request;
        if (!listener.Serves(context))
        {
            return AdminProblems.NoSuchPath(request.Path);
        }

        if (!hosts.AllowsHost(request.Host, context.Connection.LocalIpAddress))
        {
            return AdminProblems.HostRefused(request.Host.Value);
        }

        var origin = request.Headers.Origin;
        if (origin.Count > 1 || (origin.Count == 1 && !hosts.AllowsOrigin(origin[0], request.Host)))
        {
            return AdminProblems.OriginRefused(origin.ToString());
        }

        return access == AdminAccess.Write ? CheckWrite(request) : null;
    }

    private Problem? CheckWrite(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"] is { Count: > 0 } site && site.ToString() is not ("same-origin" or "none"))
        {
            return AdminProblems.CrossSite(site.ToString());
        }

        if (!HasToken(request))
        {
            return AdminProblems.TokenRequired(request.Headers.Authorization.Count > 0);
        }

        return HasContent(request) && !IsJson(request) ? AdminProblems.ContentType(request.ContentType) : null;
    }

    private bool HasToken(HttpRequest request) =>
        request.Headers.Authorization is [{ } value]
        && value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && token.Matches(value.AsSpan(Scheme.Length).Trim());

    /// <summary>A DELETE needs no body, and then no content type; what sends one says what it is.</summary>
    private static bool HasContent(HttpRequest request) =>
        !HttpMethods.IsDelete(request.Method)
        || request.Headers.ContentType.Count > 0
        || request.ContentLength > 0
        || request.Headers.TransferEncoding.Count > 0;

    /// <summary>application/json in UTF-8 and nothing else: what a form of another site could send does not qualify.</summary>
    private static bool IsJson(HttpRequest request) =>
        request.Headers.ContentType.Count == 1
        && MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        && type.Parameters.All(parameter =>
            parameter.Name.Equals("charset", StringComparison.OrdinalIgnoreCase)
            && HeaderUtilities.RemoveQuotes(parameter.Value).Equals("utf-8", StringComparison.OrdinalIgnoreCase));
}
