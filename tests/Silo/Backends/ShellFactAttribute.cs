namespace Krewe.Silo.Tests.Backends;

/// <summary>A test that starts real processes, which the launcher does on Linux only.</summary>
public sealed class ShellFactAttribute : FactAttribute
{
    public ShellFactAttribute(string shell = "/bin/sh")
    {
        if (!OperatingSystem.IsLinux() || !File.Exists(shell))
        {
            Skip = $"Model servers are launched on Linux only, and this test needs {shell}.";
        }
    }
}
