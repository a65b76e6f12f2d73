using Orleans.Runtime;

namespace Orleans;

/// <summary>Makes references to grains. Local, and never fails for a grain that is not active.</summary>
public interface IGrainFactory
{
    /// <summary>A reference to the grain with that key.</summary>
    /// <typeparam name="TGrainInterface">The grain interface.</typeparam>
    /// <param name="primaryKey">The key.</param>
    /// <param name="grainClassNamePrefix">The beginning of the class's full name, where several classes implement the interface.</param>
    /// <exception cref="ArgumentException">No grain class implements the interface, or several do.</exception>
    TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null) where TGrainInterface : IGrainWithStringKey;

    /// <inheritdoc cref="GetGrain{TGrainInterface}(string, string?)"/>
    TGrainInterface GetGrain<TGrainInterface>(Guid primaryKey, string? grainClassNamePrefix = null) where TGrainInterface : IGrainWithGuidKey;

    /// <inheritdoc cref="GetGrain{TGrainInterface}(string, string?)"/>
    TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string? grainClassNamePrefix = null) where TGrainInterface : IGrainWithIntegerKey;

    /// <inheritdoc cref="GetGrain{TGrainInterface}(string, string?)"/>
    /// <param name="primaryKey">The key.</param>
    /// <param name="keyExtension">The key's second part.</param>
    /// <param name="grainClassNamePrefix">The beginning of the class's full name.</param>
    TGrainInterface GetGrain<TGrainInterface>(Guid primaryKey, string keyExtension, string? grainClassNamePrefix = null) where TGrainInterface : IGrainWithGuidCompoundKey;

    /// <inheritdoc cref="GetGrain{TGrainInterface}(string, string?)"/>
    /// <param name="primaryKey">The key.</param>
    /// <param name="keyExtension">The key's second part.</param>
    /// <param name="grainClassNamePrefix">The beginning of the class's full name.</param>
    TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string keyExtension, string? grainClassNamePrefix = null) where TGrainInterface : IGrainWithIntegerCompoundKey;

    /// <summary>A reference to that grain.</summary>
    /// <typeparam name="TGrainInterface">The grain interface.</typeparam>
    /// <param name="grainId">The grain.</param>
    TGrainInterface GetGrain<TGrainInterface>(GrainId grainId) where TGrainInterface : IAddressable;

    /// <summary>A reference to that grain under no particular interface.</summary>
    /// <param name="grainId">The grain.</param>
    IAddressable GetGrain(GrainId grainId);

    /// <summary>A reference to that grain.</summary>
    /// <param name="grainId">The grain.</param>
    /// <param name="interfaceType">The interface's stable name.</param>
    IAddressable GetGrain(GrainId grainId, GrainInterfaceType interfaceType);

    /// <summary>A reference to the grain with that key.</summary>
    /// <param name="grainInterfaceType">The grain interface.</param>
    /// <param name="grainPrimaryKey">The key.</param>
    IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey);

    /// <inheritdoc cref="GetGrain(Type, string)"/>
    IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey);

    /// <inheritdoc cref="GetGrain(Type, string)"/>
    IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey);

    /// <inheritdoc cref="GetGrain(Type, string)"/>
    /// <param name="grainInterfaceType">The grain interface.</param>
    /// <param name="grainPrimaryKey">The key.</param>
    /// <param name="keyExtension">The key's second part.</param>
    IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey, string keyExtension);

    /// <inheritdoc cref="GetGrain(Type, string)"/>
    /// <param name="grainInterfaceType">The grain interface.</param>
    /// <param name="grainPrimaryKey">The key.</param>
    /// <param name="keyExtension">The key's second part.</param>
    IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey, string keyExtension);

    /// <summary>A reference to the grain with that key.</summary>
    /// <param name="interfaceType">The grain interface.</param>
    /// <param name="grainKey">The key as it stands in the grain's identity.</param>
    IAddressable GetGrain(Type interfaceType, IdSpan grainKey);

    /// <summary>A reference to the grain with that key.</summary>
    /// <param name="interfaceType">The grain interface.</param>
    /// <param name="grainKey">The key as it stands in the grain's identity.</param>
    /// <param name="grainClassNamePrefix">The beginning of the class's full name.</param>
    IAddressable GetGrain(Type interfaceType, IdSpan grainKey, string grainClassNamePrefix);

    /// <summary>A reference by which grains can call the object.</summary>
    /// <typeparam name="TGrainObserverInterface">The observer's interface.</typeparam>
    /// <param name="obj">The object; the caller keeps it alive.</param>
    TGrainObserverInterface CreateObjectReference<TGrainObserverInterface>(IGrainObserver obj) where TGrainObserverInterface : IGrainObserver;

    /// <summary>Gives the reference up.</summary>
    /// <typeparam name="TGrainObserverInterface">The observer's interface.</typeparam>
    /// <param name="obj">What <see cref="CreateObjectReference{TGrainObserverInterface}"/> returned.</param>
    void DeleteObjectReference<TGrainObserverInterface>(IGrainObserver obj) where TGrainObserverInterface : IGrainObserver;
}
