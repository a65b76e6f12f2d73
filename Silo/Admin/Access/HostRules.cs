using System.Net;

namespace Krewe.Silo.Admin.Access;

/// <summary>
/// Which Host and Origin headers may be served. A page elsewhere that has its own name resolve to this machine still sends its own
/// name as Host; a page elsewhere that calls this machine sends its own origin.
/// </summary>
internal sealed class HostRules(AdminSettings settings)
{
    /// <summary>Whether the Host header is a loopback name, the listener's own address, or one of the settings' hosts.</summary>
    /// <param name="host">The header.</param>
    /// <param name="local">The address that the connection came in on; null when there is none, as on a socket file.</param>
    public bool AllowsHost(HostString host, IPAddress? local)
    {
        if (!host.HasValue)
        {
            return false;
        }

        var name = host.Host;
        if (name.Equals("localhost", StringComparison.OrdinalIgnoreCase) || IsConfigured(name))
        {
            return true;
        }

        return ParseLiteral(name) is { } address && (IPAddress.IsLoopback(address) || address.Equals(Unmap(local)));
    }

    /// <summary>
    /// Whether the Origin header is the address that the request itself went to, or one of the settings' hosts. Another port of
    /// the same machine is another origin: what is served there is not ours.
    /// </summary>
    /// <param name="origin">The header's only value.</param>
    /// <param name="host">The request's Host header, already allowed.</param>
    public bool AllowsOrigin(string? origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https"
        && uri.PathAndQuery == "/" && uri.UserInfo.Length == 0 && uri.Fragment.Length == 0
        && (IsSame(uri, host) || IsConfigured(uri.Host));

    private static bool IsSame(Uri origin, HostString host) =>
        origin.Host.Equals(host.Host, StringComparison.OrdinalIgnoreCase)
        && origin.Port == (host.Port ?? (origin.Scheme == "https" ? 443 : 80));

    private bool IsConfigured(string name) => settings.Hosts.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>An address as it is written usually; other spellings of numbers are no addresses.</summary>
    private static IPAddress? ParseLiteral(string name)
    {
        var text = name is ['[', .. var inner, ']'] ? inner : name;
        return IPAddress.TryParse(text, out var address) && address.ToString().Equals(text, StringComparison.OrdinalIgnoreCase)
            ? Unmap(address)
            : null;
    }

    private static IPAddress? Unmap(IPAddress? address) => address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
}
