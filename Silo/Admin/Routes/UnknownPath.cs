using Microsoft.AspNetCore.Routing.Template;

namespace Krewe.Silo.Admin.Routes;

/// <summary>Answers what no route takes: the path is unknown, or only its method is wrong.</summary>
internal static class UnknownPath
{
    public static Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path;
        var allowed = AdminEndpoints.Routes
            .Where(route => route.Method is not null && new TemplateMatcher(TemplateParser.Parse(route.Pattern[1..]), []).TryMatch(path, []))
            .SelectMany(route => route.Methods)
            .ToList();
        if (allowed.Count == 0)
        {
            return AdminResponses.WriteAsync(context, AdminProblems.NoSuchPath(path));
        }

        context.Response.Headers.Allow = string.Join(", ", allowed);
        return AdminResponses.WriteAsync(context, AdminProblems.MethodNotAllowed(context.Request.Method, path, allowed));
    }
}
