using System.Collections.Concurrent;
using Krewe.Errors;

namespace Krewe.Silo.Admin.Cluster;

/// <summary>Questions to parts of the cluster that may be gone: what does not answer in time is left out, and named.</summary>
internal static class Patiently
{
    /// <summary>The state is asked for most when something is amiss: nobody is waited for longer than this.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>The answer; null, with a problem, when there is none in time.</summary>
    public static async Task<T?> AskAsync<T>(
        Func<Task<T>> question, string who, ConcurrentQueue<Problem> problems, TimeProvider time, CancellationToken cancellationToken)
        where T : class?
    {
        try
        {
            return await question().WaitAsync(Patience, time, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            problems.Enqueue(new Problem
            {
                Code = ErrorCodes.OutcomeUnknown,
                Where = who,
                Message = $"does not answer, so what it knows is missing: {exception.Message}",
                Next = "when its silo has gone it comes back on another one within seconds; see the state of the silos",
            });
            return null;
        }
    }
}
