using Krewe.Runtime.Activations;
using Krewe.Runtime.Observers;
using Orleans;
using Orleans.Runtime;

namespace Krewe.Runtime.Calls;

/// <summary>Grain references by interface and key; the way into the cluster for a host.</summary>
internal sealed class GrainFactory(GrainReferences references, IGrainTypes types, LocalObservers observers, IServiceProvider services) : IClusterClient
{
    public IServiceProvider ServiceProvider => services;

    public T GetGrain<T>(string primaryKey, string? grainClassNamePrefix = null) where T : IGrainWithStringKey
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(primaryKey);
        return (T)(object)Get(typeof(T), IdSpan.Create(primaryKey), grainClassNamePrefix);
    }

    public T GetGrain<T>(Guid primaryKey, string? grainClassNamePrefix = null) where T : IGrainWithGuidKey =>
        (T)(object)Get(typeof(T), GrainIdKeyExtensions.CreateGuidKey(primaryKey), grainClassNamePrefix);

    public T GetGrain<T>(long primaryKey, string? grainClassNamePrefix = null) where T : IGrainWithIntegerKey =>
        (T)(object)Get(typeof(T), GrainIdKeyExtensions.CreateIntegerKey(primaryKey), grainClassNamePrefix);

    public T GetGrain<T>(Guid primaryKey, string keyExtension, string? grainClassNamePrefix = null) where T : IGrainWithGuidCompoundKey =>
        (T)(object)Get(typeof(T), GrainIdKeyExtensions.CreateGuidKey(primaryKey, Extension(keyExtension)), grainClassNamePrefix);

    public T GetGrain<T>(long primaryKey, string keyExtension, string? grainClassNamePrefix = null) where T : IGrainWithIntegerCompoundKey =>
        (T)(object)Get(typeof(T), GrainIdKeyExtensions.CreateIntegerKey(primaryKey, Extension(keyExtension)), grainClassNamePrefix);

    public T GetGrain<T>(GrainId grainId) where T : IAddressable => (T)(object)references.Create(grainId, typeof(T));

    public IAddressable GetGrain(GrainId grainId) => references.Untyped(grainId);

    public IAddressable GetGrain(GrainId grainId, GrainInterfaceType interfaceType) => references.Create(grainId, interfaceType);

    public IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey) => (IGrain)Get(grainInterfaceType, IdSpan.Create(grainPrimaryKey), null);

    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey) =>
        (IGrain)Get(grainInterfaceType, GrainIdKeyExtensions.CreateGuidKey(grainPrimaryKey), null);

    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey) =>
        (IGrain)Get(grainInterfaceType, GrainIdKeyExtensions.CreateIntegerKey(grainPrimaryKey), null);

    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey, string keyExtension) =>
        (IGrain)Get(grainInterfaceType, GrainIdKeyExtensions.CreateGuidKey(grainPrimaryKey, Extension(keyExtension)), null);

    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey, string keyExtension) =>
        (IGrain)Get(grainInterfaceType, GrainIdKeyExtensions.CreateIntegerKey(grainPrimaryKey, Extension(keyExtension)), null);

    public IAddressable GetGrain(Type interfaceType, IdSpan grainKey) => Get(interfaceType, grainKey, null);

    public IAddressable GetGrain(Type interfaceType, IdSpan grainKey, string grainClassNamePrefix) => Get(interfaceType, grainKey, grainClassNamePrefix);

    public T CreateObjectReference<T>(IGrainObserver obj) where T : IGrainObserver => observers.Create<T>(obj);

    public void DeleteObjectReference<T>(IGrainObserver obj) where T : IGrainObserver => observers.Delete(obj);

    private static string Extension(string keyExtension)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(keyExtension);
        return keyExtension;
    }

    private GrainReference Get(Type interfaceType, IdSpan key, string? prefix)
    {
        ArgumentNullException.ThrowIfNull(interfaceType);
        return references.Create(GrainId.Create(types.Resolve(interfaceType, prefix), key), interfaceType);
    }
}
