namespace Krewe.Conformance.Tests.Activation;

public interface IStringKeyGrain : IGrainWithStringKey
{
    Task<string> Key();

    Task<string> Id();
}

public interface IGuidKeyGrain : IGrainWithGuidKey
{
    Task<Guid> Key();

    Task<string> Id();
}

public interface IIntegerKeyGrain : IGrainWithIntegerKey
{
    Task<long> Key();

    Task<string> Id();
}

public interface IGuidCompoundKeyGrain : IGrainWithGuidCompoundKey
{
    Task<(Guid Key, string? Extension)> Key();

    Task<string> Id();
}

public interface IIntegerCompoundKeyGrain : IGrainWithIntegerCompoundKey
{
    Task<(long Key, string? Extension)> Key();

    Task<string> Id();
}
