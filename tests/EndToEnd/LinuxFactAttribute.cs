namespace Krewe.EndToEnd;

/// <summary>Model servers are launched on Linux only.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute()
    {
        if (!OperatingSystem.IsLinux())
        {
            Skip = "Model servers are launched on Linux only.";
        }
    }
}
