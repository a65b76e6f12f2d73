namespace Orleans;

/// <summary>Decides whether a client that could not connect when it was started tries again.</summary>
public interface IClientConnectionRetryFilter
{
    /// <summary>Decides after a failed attempt; waits itself, if there is to be a pause.</summary>
    /// <param name="exception">Why the attempt failed.</param>
    /// <param name="cancellationToken">Start is given up.</param>
    /// <returns>False to let start fail with the exception.</returns>
    Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken);
}
