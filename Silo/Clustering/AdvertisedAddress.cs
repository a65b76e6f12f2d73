using System.Net;
using System.Net.Sockets;
using Krewe.Errors;
using Krewe.Silo.Configuration;
using Krewe.Storage.Postgres;

namespace Krewe.Silo.Clustering;

/// <summary>Where other silos reach this one, when nobody said: the address by which the machine reaches the database that all of them reach.</summary>
internal static class AdvertisedAddress
{
    public static IPAddress Of(ClusterSettings cluster)
    {
        if (cluster.AdvertisedAddress is { } said)
        {
            return said;
        }

        if (PostgresConnection.FirstHost(cluster.Database) is not { } host)
        {
            return IPAddress.Loopback; // The database is on this machine, so all silos are.
        }

        try
        {
            // Nothing is sent: the system only says which way it would go.
            using var socket = new Socket(SocketType.Dgram, ProtocolType.Udp);
            socket.Connect(host, 5432);
            var address = ((IPEndPoint)socket.LocalEndPoint!).Address;
            return address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        }
        catch (SocketException exception)
        {
            throw new KreweException(new Problem
            {
                Code = ErrorCodes.SettingInvalid,
                Message = $"the address of this silo cannot be found by the way to the database's server {host}: {exception.Message}",
                Where = SettingCatalog.AdvertisedAddress.Option,
                Next = $"say {SettingCatalog.AdvertisedAddress.Option}, or correct the database's server",
            });
        }
    }
}
