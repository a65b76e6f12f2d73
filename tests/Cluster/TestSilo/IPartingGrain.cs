using Orleans;

namespace Krewe.Cluster.Tests.TestSilo;

/// <summary>Notes its end, and can be kept from it.</summary>
public interface IPartingGrain : IGrainWithStringKey
{
    /// <summary>The silo where it is.</summary>
    Task<string> Where();

    /// <summary>Notes that it began, and never ends.</summary>
    Task Hang();
}
