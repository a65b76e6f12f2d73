namespace Krewe.Runtime.CodeGeneration;

/// <summary>Names the manifest of an assembly. Written by the source generator.</summary>
/// <param name="manifest">A <see cref="GeneratedManifest"/> with a constructor without parameters.</param>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class GeneratedManifestAttribute(Type manifest) : Attribute
{
    /// <summary>The manifest's class.</summary>
    public Type Manifest { get; } = manifest;
}
