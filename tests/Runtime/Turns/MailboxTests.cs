using Krewe.Runtime.Activations;
using Krewe.Runtime.Messaging;
using Orleans.Runtime;

namespace Krewe.Runtime.Tests.Turns;

public sealed class MailboxTests
{
    private readonly Mailbox _mailbox = new(new InterleavingRules(typeof(object)));

    [Fact]
    public void TryStart_BlockedHead_LaterEntryOvertakes()
    {
        var running = Add();
        Assert.True(Start(out var started));
        Assert.Same(running, started);
        var blocked = Add();
        var lets = Add(always: true);

        Assert.True(Start(out started));
        Assert.Same(lets, started);
        Assert.False(Start(out _));
        Assert.False(_mailbox.HasCandidates);

        _mailbox.Finish(lets);
        Assert.False(Start(out _));
        _mailbox.Finish(running);
        Assert.True(Start(out started));
        Assert.Same(blocked, started);
    }

    [Fact]
    public void TryStart_AlwaysInterleaveRuns_BlocksNothing()
    {
        Add(always: true);
        Assert.True(Start(out _));
        Add();
        Assert.True(Start(out _));
    }

    [Fact]
    public void TryStart_ChainEnteredWhileWaiting_IsLetIn()
    {
        Add();
        Assert.True(Start(out _));
        var chain = new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        Add(chain: chain);
        Assert.False(Start(out _));
        _mailbox.EnterChain(chain);
        Assert.True(Start(out _));
        _mailbox.LeaveChain(chain);
        Add(chain: chain);
        Assert.False(Start(out _));
    }

    [Fact]
    public void Withdraw_Waiting_IsGone()
    {
        var one = Add();
        Assert.Same(one, _mailbox.Withdraw(message => ReferenceEquals(message, one)));
        Assert.Null(_mailbox.Withdraw(message => ReferenceEquals(message, one)));
        Assert.False(Start(out _));
    }

    private bool Start(out Message message) => _mailbox.TryStart(null, out message, out _);

    private Message Add(bool always = false, Guid chain = default)
    {
        var message = new Message
        {
            Kind = MessageKind.Request,
            CorrelationId = 1,
            Source = GrainId.Create("a", "1"),
            Target = GrainId.Create("b", "1"),
            AlwaysInterleave = always,
            Context = RequestContextValues.Create(null, chain),
        };
        _mailbox.Add(message);
        return message;
    }
}
