namespace Krewe.Conformance.Tests.Support;

/// <summary>The engines that the suite runs on.</summary>
public enum Engine
{
    /// <summary>The one in Runtime/.</summary>
    Bundled,

    /// <summary>Microsoft's packages.</summary>
    Orleans,
}
