using Krewe.Errors;
using Krewe.Grains.Placement;
using Krewe.History;
using Orleans;

namespace Krewe.Silo.History.Merging;

/// <summary>By the history grain of each host that has a silo.</summary>
internal sealed class HistoryPages(IGrainFactory grains, IHostSilos hosts, TimeProvider time) : IHistoryPages
{
    /// <summary>What comes later is missing in one answer and there in the next.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public async Task<HistoryAnswers> AskAsync(HistoryQuery query, CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(hosts.Hosts.Select(host => AskAsync(host, query, cancellationToken)));
        return new HistoryAnswers(
            [.. answers.Select(answer => answer.Page).OfType<HistoryPage>()],
            [.. answers.Select(answer => answer.Problem).OfType<Problem>()]);
    }

    private async Task<(HistoryPage? Page, Problem? Problem)> AskAsync(string host, HistoryQuery query, CancellationToken cancellationToken)
    {
        try
        {
            return (await grains.GetGrain<IHistoryGrain>(host).ReadAsync(query).WaitAsync(Patience, time, cancellationToken), null);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return (null, new Problem
            {
                Code = ErrorCodes.OutcomeUnknown,
                Where = $"silo {host}",
                Message = $"does not answer, so its part of the history is missing: {exception.Message}",
                Next = "when the silo has gone it is left out; see the state of the silos",
            });
        }
    }
}
