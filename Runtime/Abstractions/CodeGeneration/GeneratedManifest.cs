namespace Krewe.Runtime.CodeGeneration;

/// <summary>Says what was generated for an assembly. Each such assembly has one, named by its <see cref="GeneratedManifestAttribute"/>.</summary>
public abstract class GeneratedManifest
{
    /// <summary>Makes proxies, grain classes and codecs known. Called once in a process.</summary>
    /// <param name="registry">Receives them.</param>
    public abstract void Register(ManifestRegistry registry);
}
