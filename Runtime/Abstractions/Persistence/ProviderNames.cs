namespace Orleans.Runtime.Hosting;

internal static class ProviderNames
{
    /// <summary>The storage of states that name none.</summary>
    public const string DefaultStorage = "Default";
}
