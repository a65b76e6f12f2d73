using Orleans.Runtime;

namespace Krewe.Runtime.Clients;

/// <summary>
/// The identities of who is no grain: the key of a client is a number of its own, that of a silo's host begins with its address, and that of an
/// observer is its client's followed by <c>+</c> and a number.
/// </summary>
internal static class ClientIds
{
    private const string Hosted = "hosted-";
    private static readonly GrainType Type = GrainType.Create("sys.client");

    public static GrainId OfHost(SiloAddress silo) => GrainId.Create(Type, Hosted + silo.ToParsableString());

    public static GrainId New(Guid id) => GrainId.Create(Type, id.ToString("N"));

    public static GrainId NewObserver(GrainId client, Guid id) => GrainId.Create(Type, $"{client.Key}+{id:N}");

    public static bool IsClient(GrainId id) => id.Type.Equals(Type);

    /// <summary>The client to which an observer belongs; the client itself for its own identity.</summary>
    public static GrainId ClientOf(GrainId id)
    {
        var end = id.Key.AsSpan().IndexOf((byte)'+');
        return end < 0 ? id : new GrainId(Type, new IdSpan(id.Key.AsSpan()[..end].ToArray()));
    }

    /// <summary>Whether it is a client elsewhere, not an observer and not the host of a silo.</summary>
    public static bool IsOutside(GrainId id) => IsClient(id) && Guid.TryParseExact(id.Key.ToString(), "N", out _);

    /// <summary>The silo whose host it is; null for clients elsewhere.</summary>
    public static SiloAddress? HostOf(GrainId client)
    {
        var key = client.Key.ToString()!;
        return key.StartsWith(Hosted, StringComparison.Ordinal) && SiloAddress.TryParse(key.AsSpan(Hosted.Length), null, out var silo) ? silo : null;
    }
}
