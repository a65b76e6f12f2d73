using Orleans;

namespace Krewe.Bench.Transport;

/// <summary>Of which only the wire form of its calls is used.</summary>
[Alias("bench.frames")]
internal interface IFrameGrain : IGrainWithStringKey
{
    Task Carry(byte[] body);
}
