using System.Globalization;
using Orleans;
using Orleans.Placement;
using Orleans.Runtime;

namespace Krewe.Cluster.Tests.TestSilo;

[GrainType("cluster-test.loop"), KeepAlive, PreferLocalPlacement] // The scenarios say by whom they ask which silo runs it.
public sealed class LoopGrain([PersistentState("loop", TestSiloProgram.Storage)] IPersistentState<LoopState> state) : Grain, ILoopGrain
{
    private long _begun;
    private long _stored;
    private string _failure = "none";

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _stored = state.State.Round;
        this.RegisterGrainTimer(RoundAsync, new GrainTimerCreationOptions(TimeSpan.Zero, TimeSpan.FromMilliseconds(100)) { Interleave = true });
        return Task.CompletedTask;
    }

    public Task<string> Rounds() => Task.FromResult(string.Create(CultureInfo.InvariantCulture, $"{_begun} {_stored} {_failure}"));

    private async Task RoundAsync(CancellationToken cancellationToken)
    {
        _begun++;
        try
        {
            state.State.Round = _stored + 1;
            await state.WriteStateAsync(cancellationToken);
            _stored = state.State.Round;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            _failure = exception.Message.Split(':')[0];
            await ReadAgainAsync(cancellationToken);
        }
    }

    /// <summary>Whether the write was done may not be known: what is stored says it.</summary>
    private async Task ReadAgainAsync(CancellationToken cancellationToken)
    {
        try
        {
            await state.ReadStateAsync(cancellationToken);
            _stored = state.State.Round;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The next round tries again.
        }
    }
}
