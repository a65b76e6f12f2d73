namespace Krewe.Silo.Admin.Access;

/// <summary>The mark of a connection that came in on an admin listener: among its features or not.</summary>
internal sealed class AdminConnection
{
    public static readonly AdminConnection Mark = new();

    private AdminConnection()
    {
    }
}
