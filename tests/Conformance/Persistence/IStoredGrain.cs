namespace Krewe.Conformance.Tests.Persistence;

public interface IStoredGrain : IGrainWithStringKey
{
    Task<int> Get();

    Task<bool> Exists();

    Task<string?> Version();

    Task Set(int value);

    Task SetWithoutWriting(int value);

    Task Write();

    Task Read();

    Task Clear();

    Task Leave();

    Task<Guid> Instance();

    Task<string> CatchWrite(int value);

    Task<int> SetManyAtOnce(int[] values);

    Task<int> SetOther(int value);

    Task<int> GetOther();

    Task Replace(int value);

    Task<SiloAddress> Silo();
}

/// <summary>In the storage of the tests.</summary>
public interface IOwnStoredGrain : IStoredGrain;

/// <summary>In the memory storage of the engine.</summary>
public interface IMemoryStoredGrain : IStoredGrain;

/// <summary>With a storage that nobody has registered.</summary>
public interface IUnstoredGrain : IGrainWithStringKey
{
    Task Ping();
}

[GenerateSerializer, Alias("conf.number")]
public sealed class Number
{
    [Id(0)]
    public int Value { get; set; } = 100;
}
