namespace Krewe.Conformance.Tests.Serialization;

public interface IVersionedGrain : IGrainWithStringKey
{
    Task<SiloAddress> Write(string version);

    Task<string> Read();
}

/// <summary>Leaves one version of a type behind, and takes the other.</summary>
[GrainType("conf.versioned")]
public sealed class VersionedGrain(ILocalSiloDetails silo) : Grain, IVersionedGrain, IGrainMigrationParticipant
{
    private string? _version;
    private string _read = "nothing";

    public Task<SiloAddress> Write(string version)
    {
        _version = version;
        return Task.FromResult(silo.SiloAddress);
    }

    public Task<string> Read() => Task.FromResult(_read);

    public void OnDehydrate(IDehydrationContext dehydrationContext)
    {
        ArgumentNullException.ThrowIfNull(dehydrationContext);
        if (_version == "old")
        {
            dehydrationContext.TryAddValue("from old", new OldVersion { Name = "a", Count = 5 });
        }
        else
        {
            dehydrationContext.TryAddValue("from new", new NewVersion { Name = "b", Added = ["x", "y"], Count = 6, Last = new Point(1, 2) });
        }
    }

    public void OnRehydrate(IRehydrationContext rehydrationContext)
    {
        ArgumentNullException.ThrowIfNull(rehydrationContext);
        if (rehydrationContext.TryGetValue<NewVersion>("from old", out var value))
        {
            _read = $"{value.Name} {value.Count}, {string.Join(' ', value.Added ?? ["null"])}, {value.Last?.ToString() ?? "none"}";
        }
        else if (rehydrationContext.TryGetValue<OldVersion>("from new", out var old))
        {
            _read = $"{old.Name} {old.Count}";
        }
    }
}
