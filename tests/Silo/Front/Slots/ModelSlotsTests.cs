using Krewe.Models;
using Krewe.Naming;
using Krewe.Silo.Front.Slots;
using Krewe.Specs;
using Krewe.Testing.Time;

namespace Krewe.Silo.Tests.Front.Slots;

/// <summary>What a front does with the slots that it keeps of one queue.</summary>
public sealed class ModelSlotsTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly FakeQueue _queue = new();
    private readonly ModelSlots _slots;

    public ModelSlotsTests() => _slots = new ModelSlots(_queue, "h1", _time);

    [Fact]
    public void TryTake_AfterTheFirstExecution_TheSlotUsedLast()
    {
        var (first, second) = (Keep("a"), Keep("b"));
        Assert.Null(_slots.TryTake(1, null));

        End(first);
        End(second);

        Assert.Same(second, _slots.TryTake(1, null));
        Assert.Same(first, _slots.TryTake(1, null));
        Assert.Null(_slots.TryTake(1, null));
    }

    [Theory]
    [InlineData(1, "1", true)]
    [InlineData(1, null, true)]
    [InlineData(1, "2", false)]
    [InlineData(2, null, false)]
    public void TryTake_ByGenerationAndVersion_Fits(long generation, string? version, bool taken)
    {
        End(Keep("a"));
        Assert.Equal(taken, _slots.TryTake(generation, version) is not null);
    }

    [Fact]
    public async Task TryTake_ItsTimeIsOver_GivenBackInstead()
    {
        End(Keep("a"));

        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Null(_slots.TryTake(1, null));
        await _slots.RoundAsync();

        Assert.Equal(["a"], _queue.Told[^1].Returned.Select(slot => slot.Id));
        Assert.True(_slots.IsEmpty);
    }

    [Fact]
    public async Task Round_WhileInUse_ExtendsItsTime()
    {
        var slot = Keep("a");
        _time.Advance(TimeSpan.FromSeconds(1.9));
        await _slots.RoundAsync();
        _time.Advance(TimeSpan.FromSeconds(1.9));
        End(slot);

        Assert.Same(slot, _slots.TryTake(1, null));
    }

    [Fact]
    public void Revoke_IdleGoesBackAtOnce_InUseWhenItEnds()
    {
        var (used, idle) = (Keep("used"), Keep("idle"));
        End(idle);

        _slots.Revoke();
        Assert.Equal(["idle"], _queue.Told.SelectMany(told => told.Returned).Select(slot => slot.Id));
        Assert.Null(_slots.TryTake(1, null));

        End(used);
        Assert.Equal(["idle", "used"], _queue.Told.SelectMany(told => told.Returned).Select(slot => slot.Id));
        Assert.True(_slots.IsEmpty);
    }

    [Fact]
    public async Task Round_QueueDoesNotNameASlot_GoesBack()
    {
        var (used, idle) = (Keep("used"), Keep("idle"));
        End(idle);
        _queue.Keeps = _ => false;

        await _slots.RoundAsync();
        Assert.Null(_slots.TryTake(1, null));
        End(used);

        Assert.Equal(["idle", "used"], _queue.Told.SelectMany(told => told.Returned).Select(slot => slot.Id));
    }

    [Fact]
    public async Task Round_QueueNotReached_WhatIsGivenBackIsToldAgain()
    {
        Keep("kept");
        End(Keep("idle"));
        _queue.Failure = new TimeoutException();
        _slots.Revoke();
        Assert.False(_slots.IsEmpty);

        _queue.Failure = null;
        await _slots.RoundAsync();

        Assert.Equal(["idle"], _queue.Told[^1].Returned.Select(slot => slot.Id));
    }

    [Fact]
    public async Task Round_SlotsThatNobodyNeeds_GoBackByHalves()
    {
        Enumerable.Range(0, 8).Select(index => Keep($"s{index}")).ToList().ForEach(slot => End(slot));
        await _slots.RoundAsync(); // from now on it is known that they are idle

        var left = new List<int>();
        for (var round = 0; round < 4; round++)
        {
            await _slots.RoundAsync();
            left.Add(_queue.Told[^1].Held.Length);
        }

        Assert.Equal([4, 2, 1, 0], left);
    }

    [Fact]
    public async Task Round_SlotsInTurnInUse_AreKept()
    {
        End(Keep("a"));
        for (var round = 0; round < 5; round++)
        {
            End(_slots.TryTake(1, null)!);
            await _slots.RoundAsync();
        }

        Assert.NotNull(_slots.TryTake(1, null));
        Assert.Equal(6, _queue.Told.Sum(told => told.Executions.Length));
        Assert.Equal(1, _queue.Told.SelectMany(told => told.Executions).Count(execution => execution.Granted));
    }

    [Fact]
    public void End_ReplicaWasLost_NoSlotOfItIsUsedAgain()
    {
        var (lost, sibling, other) = (Keep("a"), Keep("b"), Keep("c", replica: 1));
        End(sibling);
        End(other);

        _slots.End(lost, ServiceClass.Standard, ExecutionOutcome.Lost, TimeSpan.Zero);

        Assert.Same(other, _slots.TryTake(1, null));
        Assert.Null(_slots.TryTake(1, null));
    }

    [Fact]
    public void Keep_OfANewerGeneration_OlderOnesGoBack()
    {
        End(Keep("old"));

        End(Keep("new", generation: 2));

        Assert.Null(_slots.TryTake(1, null));
        Assert.Equal("new", _slots.TryTake(2, null)?.Name.Id);
        Assert.Null(_slots.TryTake(2, null));
    }

    private HeldSlot Keep(string id, int replica = 0, long generation = 1) => _slots.Keep(
        new Grant
        {
            TicketId = id,
            Attempt = 0,
            Replica = new ReplicaId(new ModelKey("default", "digits", "local"), replica),
            Epoch = 1,
            Version = "1",
            KeepFor = TimeSpan.FromSeconds(2),
        },
        generation,
        _time.GetTimestamp());

    private void End(HeldSlot slot) => _slots.End(slot, ServiceClass.Standard, ExecutionOutcome.Completed, TimeSpan.FromMilliseconds(1));
}
