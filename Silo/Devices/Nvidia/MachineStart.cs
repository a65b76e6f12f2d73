namespace Krewe.Silo.Devices.Nvidia;

/// <summary>Which start of the machine this is, by the kernel (random(4), boot_id); null where nobody says.</summary>
internal static class MachineStart
{
    private const string File = "/proc/sys/kernel/random/boot_id";

    public static string? Id { get; } = Read();

    private static string? Read()
    {
        try
        {
            return System.IO.File.ReadAllText(File).Trim() is { Length: > 0 } id ? id : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
