namespace Orleans.Configuration;

/// <summary>This silo.</summary>
public sealed class SiloOptions
{
    /// <summary>Its name; made from its address when not set.</summary>
    public string SiloName { get; set; } = string.Empty;
}
