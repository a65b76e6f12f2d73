namespace Orleans.Runtime;

/// <summary>The activation that the running code belongs to.</summary>
internal static class GrainContextExtensions
{
    public static IGrainContext RequireCurrent(this IGrainBase grain, string operation)
    {
        ArgumentNullException.ThrowIfNull(grain);
        return ReferenceEquals(RuntimeContext.Current, grain.GrainContext)
            ? grain.GrainContext
            : throw new InvalidOperationException($"{operation} of {grain.GetType().Name} was called outside of the grain's own turns.");
    }
}
