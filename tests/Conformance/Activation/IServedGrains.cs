using Orleans.Metadata;

namespace Krewe.Conformance.Tests.Activation;

/// <summary>Two classes serve it, one of them by default.</summary>
[DefaultGrainType("conf.served-second")]
public interface IServedGrain : IGrainWithStringKey
{
    Task<string> Who();
}

/// <summary>Derived interfaces are served by what implements them.</summary>
public interface IDerivedServedGrain : IServedGrain
{
    Task<string> More();
}

/// <summary>Served by a class that is no <see cref="Grain"/>.</summary>
public interface IPlainGrain : IGrainWithStringKey
{
    Task<string> Key();
}
