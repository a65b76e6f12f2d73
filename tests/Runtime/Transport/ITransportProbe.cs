using Orleans;

namespace Krewe.Runtime.Tests.Transport;

/// <summary>Never activated: its calls are what is carried.</summary>
[Alias("test.transport")]
public interface ITransportProbe : IGrainWithStringKey
{
    [Alias("Carry")]
    Task<byte[]> Carry(int number, byte[] payload);
}
