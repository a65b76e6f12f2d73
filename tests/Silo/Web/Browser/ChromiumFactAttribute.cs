using Krewe.Silo.Tests.Metrics;

namespace Krewe.Silo.Tests.Web.Browser;

/// <summary>A fact that needs Debian's chromium; skipped, with the reason, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ChromiumFactAttribute : FactAttribute
{
    public ChromiumFactAttribute() => Skip = Reason;

    /// <summary>Why it is skipped; null when it is not.</summary>
    internal static string? Reason => ToolFactAttribute.Find("chromium") is null ? "chromium is not installed (Debian package chromium)." : null;
}
