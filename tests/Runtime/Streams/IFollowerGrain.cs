using Orleans;

namespace Krewe.Runtime.Tests.Streams;

public interface IFollowerGrain : IGrainWithStringKey
{
    Task<int> Handles(string stream);
}
