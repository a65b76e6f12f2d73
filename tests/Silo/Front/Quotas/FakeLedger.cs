using System.Collections.Immutable;
using Krewe.Grains.Quotas;
using Krewe.Models.Quotas;
using Krewe.Scheduling.Queueing.Quotas;

namespace Krewe.Silo.Tests.Front.Quotas;

/// <summary>The ledger of a quota, without a grain around it.</summary>
internal sealed class FakeLedger(TimeProvider time) : IQuotaGrain
{
    private readonly long _origin = time.GetTimestamp();
    private readonly QuotaLedger _ledger = new(TimeSpan.Zero, null);
    private long _generation = long.MinValue;

    public List<QuotaReport> Told { get; } = [];

    /// <summary>Thrown instead of an answer.</summary>
    public Exception? Failure { get; set; }

    /// <summary>What answers wait for; null for nothing.</summary>
    public Task? Gate { get; set; }

    public async Task<QuotaAnswer> LeaseAsync(QuotaReport report, CancellationToken cancellationToken)
    {
        Told.Add(report);
        if (Gate is { } gate)
        {
            await gate;
        }

        if (Failure is { } failure)
        {
            throw failure;
        }

        var now = time.GetElapsedTime(_origin);
        if (report.Generation > _generation)
        {
            _generation = report.Generation;
            _ledger.Change(QuotaRates.Of(report.Quota), now);
        }

        return new QuotaAnswer
        {
            Leases =
            [
                .. from word in report.Keys
                   let lease = _ledger.Hear(report.Front, word.Key, new QuotaWord(word.Spent, word.Held, word.Want, word.Need, word.Pace), now)
                   where lease is not null
                   select new QuotaKeyLease(word.Key, lease.Value.Granted, lease.Value.Keep, lease.Value.Pace, lease.Value.RetryAfter),
            ],
        };
    }

    public Task ForgetAsync() => throw new NotSupportedException();
}
