namespace Krewe.Silo.Tests.Backends;

/// <summary>A test that starts real processes, which the launcher does on Linux only.</summary>
public sealed class ShellFactAttribute : FactAttribute
{
    public ShellFactAttribute()
    {
        if (!OperatingSystem.IsLinux() || !File.Exists("/bin/sh"))
        {
            Skip = "Model servers are launched on Linux with /bin/sh only.";
        }
    }
}
