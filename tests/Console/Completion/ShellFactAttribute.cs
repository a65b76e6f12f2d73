namespace Krewe.Commands.Tests.Completion;

/// <summary>Needs a shell, or another program, on this machine.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ShellFactAttribute : FactAttribute
{
    public ShellFactAttribute(string program)
    {
        if (OperatingSystem.IsWindows() || !(Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program))))
        {
            Skip = $"'{program}' is not installed on this machine.";
        }
    }
}
