using System.Net;

namespace Krewe.Silo.Admin.Access;

/// <summary>By the address and port that the connection came in on: one port on two addresses can be two listeners.</summary>
internal sealed class AdminListener(AdminSettings settings, ISiloInformation silo) : IAdminListener
{
    public bool Serves(HttpContext context) =>
        settings.LoopbackOnly ? context.Connection.LocalIpAddress is not { } local || IPAddress.IsLoopback(local)
        : !settings.SeparateListener
        || (context.Connection.LocalIpAddress is { } address
            && silo.AdminAddresses.Any(url => Accepts(url, address, context.Connection.LocalPort)));

    private static bool Accepts(string url, IPAddress address, int port)
    {
        var listener = BindingAddress.Parse(url);
        if (listener.Port != port)
        {
            return false;
        }

        var local = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return IPAddress.TryParse(listener.Host.Trim('[', ']'), out var bound)
            ? bound.Equals(IPAddress.Any) || bound.Equals(IPAddress.IPv6Any) || bound.Equals(local)
            : listener.Host != "localhost" || IPAddress.IsLoopback(local);
    }
}
