using Orleans.Runtime;

namespace Orleans.Core.Internal;

/// <summary>Orders to one grain from outside. Get it by <c>factory.GetGrain(id).Cast&lt;IGrainManagementExtension&gt;()</c>.</summary>
[Alias("Orleans.Core.Internal.IGrainManagementExtension")]
public interface IGrainManagementExtension : IGrainExtension
{
    /// <summary>Ends the activation when its running requests are done.</summary>
    ValueTask DeactivateOnIdle();

    /// <summary>
    /// Moves the activation to where it would be placed now, when its running requests are done; the request context's placement hint
    /// names a silo. Nothing happens when that is where it is.
    /// </summary>
    ValueTask MigrateOnIdle();
}
