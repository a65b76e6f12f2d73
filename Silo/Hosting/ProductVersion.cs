using System.Reflection;

namespace Krewe.Silo.Hosting;

/// <summary>What the silo calls itself.</summary>
internal static class ProductVersion
{
    public static string Text { get; } =
        typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>The grain engine: bundled with this version, or Microsoft's.</summary>
#if ORLEANS
    public static string Engine { get; } = "Orleans " + typeof(Orleans.Grain).Assembly.GetName().Version!.ToString(3);
#else
    public static string Engine { get; } = $"embedded {Text} (Orleans 10 API)";
#endif
}
