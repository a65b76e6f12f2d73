using Orleans.Runtime;

namespace Krewe.Runtime.Transport;

/// <summary>Who a silo is to others.</summary>
/// <param name="ClusterId">Its cluster.</param>
/// <param name="ServiceId">Its service.</param>
/// <param name="Silo">Its endpoint and generation.</param>
/// <param name="Engine">The engine that it runs on, which with the cluster's name makes the cluster: engines do not understand each other.</param>
internal sealed record SiloIdentity(string ClusterId, string ServiceId, SiloAddress Silo, string Engine = SiloIdentity.ThisEngine)
{
    public const string ThisEngine = "embedded";
}
