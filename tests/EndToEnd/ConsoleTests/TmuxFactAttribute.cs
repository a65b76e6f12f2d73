namespace Krewe.EndToEnd;

/// <summary>Needs tmux: a terminal whose screen can be read, and whose size can be changed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TmuxFactAttribute : FactAttribute
{
    public TmuxFactAttribute()
    {
        if (!OperatingSystem.IsLinux() || !(Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "tmux"))))
        {
            Skip = "tmux is not installed on this machine.";
        }
    }
}
