namespace Krewe.Conformance.Tests.Activation;

/// <summary>Tells about its activation.</summary>
public interface IProbeGrain : IGrainWithStringKey
{
    /// <summary>Which object serves: another one after each activation.</summary>
    Task<Guid> Instance();

    Task<SiloAddress> Silo();

    Task Leave();

    Task<string> Identity();

    Task<IProbeGrain> Self();

    Task<string> KeyOf(IProbeGrain other);

    Task<string> TellKeyOfSelfTo(string other);

    Task<Guid> InstanceOf(string other);
}
