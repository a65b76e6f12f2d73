using System.Globalization;
using System.Net;
using Orleans.Runtime;

namespace Krewe.Storage.Tests.Postgres;

/// <summary>Silos in the membership table, and activations on them.</summary>
internal static class Silos
{
    public const int Active = 3;
    public const int Dead = 6;

    public static SiloAddress Silo(int number) => SiloAddress.New(IPAddress.Loopback, 11_000 + number, 1);

    public static Task SetSiloAsync(this TestDatabase database, int number, int status) => database.ExecuteAsync(string.Create(
        CultureInfo.InvariantCulture,
        $"""
        INSERT INTO OrleansMembershipTable (DeploymentId, Address, Port, Generation, SiloName, HostName, Status, StartTime, IAmAliveTime)
        VALUES ('{TestDatabase.Cluster}', '127.0.0.1', {11_000 + number}, 1, 'silo', 'host', {status}, now(), now())
        ON CONFLICT (DeploymentId, Address, Port, Generation) DO UPDATE SET Status = excluded.Status
        """));

    public static GrainAddress On(int silo, string grain, int activation = 0) => new()
    {
        GrainId = GrainId.Create("sample", grain),
        ActivationId = new ActivationId(new Guid(silo, 0, 0, BitConverter.GetBytes((long)activation + 1))),
        SiloAddress = Silo(silo),
        MembershipVersion = new MembershipVersion(7),
    };
}
