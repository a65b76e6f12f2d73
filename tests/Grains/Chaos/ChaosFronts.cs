using System.Globalization;
using Krewe.Grains.Tests.Support;
using Krewe.Models;
using Krewe.Replicas;
using Krewe.Specs;

namespace Krewe.Grains.Tests.Chaos;

/// <summary>Callers of all classes and their fronts, who note what the queue does to them.</summary>
internal sealed class ChaosFronts(World world, TimeSpan ageingBound)
{
    /// <summary>So soon after its deadline who waits knows it.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(20);

    private readonly SortedDictionary<string, string> _ended = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Asking> _asking = new(StringComparer.Ordinal);
    private readonly HashSet<(string Id, int Attempt)> _granted = [];
    private readonly List<Task> _requests = [];

    /// <summary>Whether the queue itself was lost at some time.</summary>
    public bool HadTrouble { get; private set; }

    /// <summary>The queue may be lost from now on, with whoever waits in it: their fronts ask again, as new ones.</summary>
    public void NoteTrouble() => HadTrouble = true;

    public async Task OfferAsync(double seconds)
    {
        var random = world.Silo.Random;
        for (var until = world.Now.AddSeconds(seconds); world.Now < until;)
        {
            await world.Delay(-Math.Log(1 - random.NextDouble()) / 25);
            var rank = (ServiceClass)random.Next(3);
            var budget = rank == ServiceClass.Batch ? 300 : 0.3 + (random.NextDouble() * 4);
            _requests.Add(AskAsync(string.Create(CultureInfo.InvariantCulture, $"r{_requests.Count}"), rank, $"k{random.Next(3)}", budget));
        }
    }

    /// <summary>Waits for all, and says what must hold of them together.</summary>
    public async Task EndedAsync()
    {
        await Task.WhenAll(_requests);
        Assert.Equal(_requests.Count, _ended.Count);
        Assert.Empty(_asking);

        // With time enough each is served, however many critical ones there are; but for those with which servers died.
        var starved = _ended.Where(pair => pair.Value.StartsWith("Batch", StringComparison.Ordinal) && pair.Value is not ("Batch completed" or "Batch failed")).ToList();
        Assert.True(starved.Count == 0, $"seed {world.Silo.Seed}: {string.Join(", ", starved)}");
        Assert.Contains("Critical completed", _ended.Values);
    }

    private async Task AskAsync(string id, ServiceClass rank, string key, double budgetSeconds)
    {
        var (arrived, losses, asked) = (world.Now, 0, id);
        var deadline = arrived.AddSeconds(budgetSeconds);
        for (var attempt = 0; ; attempt++)
        {
            var ticket = Samples.Ticket(asked, rank) with
            {
                Budget = deadline - world.Now, Age = world.Now - arrived, Attempt = attempt, Losses = losses, FairnessKey = key,
            };
            if (ticket.Budget <= TimeSpan.Zero)
            {
                End(id, rank, "expired");
                return;
            }

            TicketDecision decision;
            var waiting = new Asking(asked, rank, arrived, world.Now, deadline, losses);
            _asking.Add(asked, waiting);
            try
            {
                using var end = new CancellationTokenSource(ticket.Budget + Grace, world.Silo.Time);
                decision = await world.Model.SubmitAsync(ticket, end.Token);
            }
            catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
            {
                // A queue that is lost says nothing: then the front ends the request, at its deadline.
                Assert.True(HadTrouble || world.Now < deadline, $"seed {world.Silo.Seed}: {id} was not told that its deadline had passed");
                _asking.Remove(asked);
                await world.Model.WithdrawAsync(asked, attempt);
                asked = $"{id}+{attempt}";
                await world.Delay(0.05);
                continue;
            }

            _asking.Remove(asked);
            if (decision.Verdict == TicketVerdict.Stale)
            {
                asked = $"{id}+{attempt}";
                await world.Delay(0.05);
                continue;
            }

            if (decision.Grant is not { } grant)
            {
                Assert.True(decision.Verdict != TicketVerdict.Expired || world.Now >= deadline, $"seed {world.Silo.Seed}: {id} expired before its deadline");
                End(id, rank, decision.Verdict == TicketVerdict.Expired ? "expired" : "refused");
                return;
            }

            Assert.True(world.Now < deadline, $"seed {world.Silo.Seed}: {id} was granted after its deadline");
            Assert.True(_granted.Add((grant.TicketId, grant.Attempt)), $"seed {world.Silo.Seed}: {id} was granted twice");
            _ = CheckOrderAsync(waiting);
            switch (await ExecuteAsync(grant, deadline, rank))
            {
                case { Outcome: ExecutionOutcome.Completed }:
                    End(id, rank, "completed");
                    return;
                case { Outcome: ExecutionOutcome.Lost } lost:
                    losses += lost.Blameless ? 0 : 1;
                    if (losses >= 2)
                    {
                        End(id, rank, "failed");
                        return;
                    }

                    break;
                case { Outcome: ExecutionOutcome.Cancelled }:
                    End(id, rank, "expired");
                    return;
            }
        }
    }

    private async Task<ExecutionResult> ExecuteAsync(Grant grant, DateTimeOffset deadline, ServiceClass rank)
    {
        using var end = new CancellationTokenSource(deadline - world.Now, world.Silo.Time);
        ExecutionResult result;
        try
        {
            var order = new ExecutionOrder
            {
                TicketId = grant.TicketId, Attempt = grant.Attempt, Epoch = grant.Epoch, Budget = deadline - world.Now, Payload = new byte[] { 1 }, Preemptible = rank == ServiceClass.Batch,
            };
            result = await world.Silo.Grains.GetGrain<IReplicaGrain>(grant.Replica.ToString()).ExecuteAsync(order, end.Token);
        }
        catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
        {
            result = new ExecutionResult { Outcome = end.IsCancellationRequested ? ExecutionOutcome.Cancelled : ExecutionOutcome.Lost };
        }

        await world.CompleteAsync(grant, result.Outcome);
        return result;
    }

    /// <summary>Those that were more important and waited already must not wait still.</summary>
    private async Task CheckOrderAsync(Asking granted)
    {
        if (HadTrouble)
        {
            return; // whoever waited in a queue that was lost begins anew
        }

        var (at, rank) = (world.Now, Effective(granted, world.Now));
        var before = _asking.Values.Where(other => Effective(other, at) < rank && other.Losses == 0 && other.Since < at - Grace).ToList();
        await world.Delay(0.005);
        var passed = before.FirstOrDefault(other => _asking.TryGetValue(other.Id, out var now) && ReferenceEquals(now, other) && other.Deadline > at + Grace);
        Assert.True(passed is null, $"seed {world.Silo.Seed}, {world.Silo.Time.Elapsed}: {granted} overtook {passed}");
    }

    private int Effective(Asking one, DateTimeOffset now) => Math.Max(0, (int)one.Rank - (int)((now - one.Arrived) / ageingBound));

    private void End(string id, ServiceClass rank, string how) => Assert.True(_ended.TryAdd(id, $"{rank} {how}"), $"{id} ended twice");

    private sealed record Asking(string Id, ServiceClass Rank, DateTimeOffset Arrived, DateTimeOffset Since, DateTimeOffset Deadline, int Losses);
}
