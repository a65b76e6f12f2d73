namespace Krewe.Silo.Admin.Access;

/// <summary>By the mark of the connection, not by its port: one port on two addresses can be two listeners.</summary>
internal sealed class AdminListener(AdminSettings settings) : IAdminListener
{
    public bool Serves(HttpContext context) => !settings.SeparateListener || context.Features.Get<AdminConnection>() is not null;
}
