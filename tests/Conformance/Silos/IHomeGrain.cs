namespace Krewe.Conformance.Tests.Silos;

public interface IHomeGrain : IGrainWithStringKey
{
    Task<SiloAddress> Where();

    Task<int> Add(int amount);

    Task Hold(string gate);

    Task<string> CallHold(string other, string gate);
}
