namespace Krewe.Conformance.Tests.Migration;

public interface IMovingGrain : IGrainWithStringKey
{
    Task<int> Add(int amount);

    Task<SiloAddress> Where();

    /// <summary>Migrates itself, to that silo.</summary>
    Task MoveTo(SiloAddress silo);

    Task Store(int value);

    Task<(int Value, string? Version)> Stored();

    Task<string?> Carried();

    Task Hold();
}

public interface ICarefulGrain : IMovingGrain;

/// <summary>Its dehydration fails.</summary>
public interface IForgetfulGrain : IMovingGrain;
