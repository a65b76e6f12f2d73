using System.Collections.Immutable;
using Krewe.Grains.Placement;
using Krewe.Models.Quotas;
using Krewe.Scheduling.Queueing.Quotas;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace Krewe.Grains.Quotas;

/// <summary>The ledger of a model's quota. Reentrant; state changes in turns only. See docs/quotas.md.</summary>
[GrainType("quota"), Reentrant, RegionPlacement]
internal sealed partial class QuotaGrain(
    [PersistentState(StateNames.Quota, StateNames.Storage)] IPersistentState<QuotaState> state,
    TimeProvider time,
    IHostSilos silos,
    ILogger<QuotaGrain> logger) : Grain, IQuotaGrain
{
    /// <summary>So far ahead it writes down that it leases.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan LookForDead = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, string> _hosts = new(StringComparer.Ordinal);
    private QuotaLedger _ledger = null!;
    private long _origin;
    private long _generation = long.MinValue;
    private TimeSpan _lookedAt;
    private bool _writing;

    private TimeSpan Now => time.GetElapsedTime(_origin);

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _origin = time.GetTimestamp();
        _ledger = new QuotaLedger(TimeSpan.Zero, state.State.UsedUntil - time.GetUtcNow());
        return Task.CompletedTask;
    }

    public Task<QuotaAnswer> LeaseAsync(QuotaReport report, CancellationToken cancellationToken)
    {
        var now = Now;
        if (report.Generation > _generation)
        {
            _generation = report.Generation;
            _ledger.Change(QuotaRates.Of(report.Quota), now);
        }

        ForgetDead(now);
        _hosts[report.Front] = report.Host;
        var leases = ImmutableArray.CreateBuilder<QuotaKeyLease>(report.Keys.Length);
        foreach (var word in report.Keys)
        {
            if (_ledger.Hear(report.Front, word.Key, new QuotaWord(word.Spent, word.Held, word.Want, word.Need, word.Pace), now) is { } lease)
            {
                leases.Add(new QuotaKeyLease(word.Key, lease.Granted, lease.Keep, lease.Pace, lease.RetryAfter));
            }
        }

        NoteUse();
        return Task.FromResult(new QuotaAnswer { Leases = leases.ToImmutable() });
    }

    public async Task ForgetAsync()
    {
        if (state.State.UsedUntil is not null)
        {
            await this.SaveAsync(state, new QuotaState());
        }

        this.DeactivateOnIdle();
    }

    /// <summary>What fronts of silos that are gone held nobody spends any more.</summary>
    private void ForgetDead(TimeSpan now)
    {
        if (now - _lookedAt < LookForDead)
        {
            return;
        }

        _lookedAt = now;
        foreach (var front in _hosts.Where(pair => silos.IsGone(pair.Value)).Select(pair => pair.Key).ToList())
        {
            _hosts.Remove(front);
            _ledger.Forget(front, now);
        }
    }

    /// <summary>Beside the answers: a disk that is slow or gone holds no request up. What is lost with it is that a next ledger may begin full.</summary>
    private void NoteUse()
    {
        var now = time.GetUtcNow();
        if (!_writing && !(state.State.UsedUntil > now + (Ahead / 2)))
        {
            _writing = true;
            WriteAsync(now + Ahead).Ignore();
        }
    }

    private async Task WriteAsync(DateTimeOffset until)
    {
        try
        {
            await this.SaveAsync(state, new QuotaState { UsedUntil = until });
        }
        catch (Exception exception)
        {
            Log.NotWritten(logger, this.GetPrimaryKeyString(), exception);
        }
        finally
        {
            _writing = false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 3104, Level = LogLevel.Warning, Message = "That the quota of {Model} is used could not be written; it is leased all the same.")]
        public static partial void NotWritten(ILogger logger, string model, Exception exception);
    }
}
