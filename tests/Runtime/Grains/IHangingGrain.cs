using Orleans;
using Orleans.Concurrency;

namespace Krewe.Runtime.Tests.Grains;

/// <summary>Hangs where it is told to, whatever its tokens say.</summary>
public interface IHangingGrain : IGrainWithStringKey
{
    Task<int> Activation();

    Task Hang();

    [AlwaysInterleave]
    Task Release();

    Task Leave();
}
