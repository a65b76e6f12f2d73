namespace Krewe.Silo.Configuration;

/// <summary>What the defaults are made of.</summary>
/// <param name="Name">The machine's name as the operating system gives it.</param>
/// <param name="Cores">Logical processors that this process may use.</param>
/// <param name="MemoryBytes">Memory that this process may use.</param>
public sealed record MachineFacts(string Name, int Cores, long MemoryBytes)
{
    /// <summary>Looks at this machine.</summary>
    public static MachineFacts Read() =>
        new(Environment.MachineName, Environment.ProcessorCount, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
}
