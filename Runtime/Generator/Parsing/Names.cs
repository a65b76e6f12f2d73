namespace Krewe.Runtime.Generator;

/// <summary>Full names of the types that the generator looks for.</summary>
internal static class Names
{
    public const string GenerateSerializer = "Orleans.GenerateSerializerAttribute";
    public const string RegisterConverter = "Orleans.RegisterConverterAttribute";
    public const string Converter = "Orleans.IConverter";
    public const string Populator = "Orleans.IPopulator";
    public const string Id = "Orleans.IdAttribute";
    public const string Alias = "Orleans.AliasAttribute";
    public const string Immutable = "Orleans.ImmutableAttribute";
    public const string ResponseTimeout = "Orleans.ResponseTimeoutAttribute";
    public const string AlwaysInterleave = "Orleans.Concurrency.AlwaysInterleaveAttribute";
    public const string ReadOnly = "Orleans.Concurrency.ReadOnlyAttribute";
    public const string OneWay = "Orleans.Concurrency.OneWayAttribute";
    public const string GrainInterfaceType = "Orleans.Runtime.GrainInterfaceTypeAttribute";
    public const string Version = "Orleans.CodeGeneration.VersionAttribute";
    public const string NonSerialized = "System.NonSerializedAttribute";
    public const string Addressable = "Orleans.Runtime.IAddressable";
    public const string Extension = "Orleans.Runtime.IGrainExtension";
    public const string GrainBase = "Orleans.IGrainBase";

    /// <summary>Interfaces that only say how a grain is addressed.</summary>
    public static readonly HashSet<string> Markers =
    [
        Addressable, Extension, "Orleans.IGrain", "Orleans.IGrainObserver", "Orleans.ISystemTarget", "Orleans.IGrainWithStringKey",
        "Orleans.IGrainWithGuidKey", "Orleans.IGrainWithIntegerKey", "Orleans.IGrainWithGuidCompoundKey", "Orleans.IGrainWithIntegerCompoundKey",
    ];
}
