using Microsoft.AspNetCore.Routing.Patterns;

namespace Krewe.Silo.Admin.Routes;

/// <summary>Adds routes of the admin side.</summary>
internal static class AdminRouteExtensions
{
    /// <summary>Adds a route behind the guard; the route itself is the endpoint's metadata.</summary>
    public static IEndpointConventionBuilder MapAdminRoute(this IEndpointRouteBuilder endpoints, AdminRoute route)
    {
        RequestDelegate run = context => context.RequestServices.GetRequiredService<AdminPipeline>().RunAsync(context, route);
        var pattern = RoutePatternFactory.Parse(route.Pattern);
        var builder = route.Method is null
            ? endpoints.Map(pattern, run).WithOrder(int.MaxValue)
            : endpoints.MapMethods(route.Pattern, route.Methods, run);
        return builder.WithMetadata(route).WithDisplayName($"{route.Method ?? "*"} {route.Pattern}");
    }
}
