using Krewe.Silo.Admin.Access;

namespace Krewe.Silo.Admin.Routes;

/// <summary>A route of the admin side. There is no other way to add one, so none goes without the guard.</summary>
/// <param name="Method">The method; GET answers HEAD too; null for any.</param>
/// <param name="Pattern">The path.</param>
/// <param name="Access">What it asks of its callers.</param>
/// <param name="Handler">What answers.</param>
internal sealed record AdminRoute(
    string? Method,
    string Pattern,
    AdminAccess Access,
    RequestDelegate Handler)
{
    /// <summary>The methods that it answers; empty for any.</summary>
    public IReadOnlyList<string> Methods => Method switch
    {
        null => [],
        "GET" => ["GET", "HEAD"],
        _ => [Method],
    };
}
