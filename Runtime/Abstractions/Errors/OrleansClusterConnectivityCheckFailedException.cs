namespace Orleans.Runtime.MembershipService;

/// <summary>A silo that wanted to join could not reach all active ones in time.</summary>
[GenerateSerializer, Alias("orleans-cluster-connectivity-check-failed")]
public class OrleansClusterConnectivityCheckFailedException : OrleansException
{
    /// <inheritdoc cref="OrleansClusterConnectivityCheckFailedException"/>
    public OrleansClusterConnectivityCheckFailedException()
        : base("The silo could not reach all active silos.")
    {
    }

    /// <inheritdoc cref="OrleansClusterConnectivityCheckFailedException"/>
    /// <param name="message">In words.</param>
    public OrleansClusterConnectivityCheckFailedException(string message)
        : base(message)
    {
    }

    /// <inheritdoc cref="OrleansClusterConnectivityCheckFailedException"/>
    /// <param name="message">In words.</param>
    /// <param name="innerException">The cause.</param>
    public OrleansClusterConnectivityCheckFailedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
