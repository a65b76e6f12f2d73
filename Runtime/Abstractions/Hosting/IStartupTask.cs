namespace Orleans.Runtime;

/// <summary>Runs when the silo serves; what it throws stops the silo.</summary>
public interface IStartupTask
{
    /// <summary>Does the work.</summary>
    /// <param name="cancellationToken">Start is given up.</param>
    Task Execute(CancellationToken cancellationToken);
}
