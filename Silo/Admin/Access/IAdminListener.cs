namespace Krewe.Silo.Admin.Access;

/// <summary>Says whether a request came in where the admin side is served.</summary>
internal interface IAdminListener
{
    /// <summary>Whether it did.</summary>
    bool Serves(HttpContext context);
}
