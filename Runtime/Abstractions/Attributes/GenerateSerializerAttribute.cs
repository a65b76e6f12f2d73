namespace Orleans;

/// <summary>A serializer and a copier are written for the type at build time.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum)]
public sealed class GenerateSerializerAttribute : Attribute
{
    /// <summary>Whether members are numbered without <see cref="IdAttribute"/>. Krewe numbers its members itself.</summary>
    public GenerateFieldIds GenerateFieldIds { get; init; }

    /// <summary>Whether the parameters of the primary constructor are members; records have them by default.</summary>
    public bool IncludePrimaryConstructorParameters { get; init; }
}
