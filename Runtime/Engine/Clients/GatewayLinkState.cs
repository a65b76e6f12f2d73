namespace Krewe.Runtime.Clients;

internal enum GatewayLinkState
{
    /// <summary>Not connected.</summary>
    Down,

    Up,

    /// <summary>Connected, and the silo stops.</summary>
    Draining,
}
