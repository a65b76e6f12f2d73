using Krewe.Runtime.Migration;
using Krewe.Runtime.Placement;
using Orleans;
using Orleans.Core.Internal;
using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace Krewe.Runtime.Activations;

/// <content>The directory, and the way from one silo to another.</content>
internal sealed partial class Activation : IGrainManagementExtension
{
    // Completed in a turn, read by whoever migrates the grain here.
    private TaskCompletionSource<GrainAddress?>? _registeredFor; // under Gate: while somebody waits, and when it is not this one
    private IRehydrationContext? _rehydration; // set before activation
    private GrainAddress? _previous; // set before activation
    private volatile bool _hasMoved; // written in turns
    private bool _refused; // turns only: by the directory

    /// <summary>Who is registered for the grain when activation has come that far; null when it failed before.</summary>
    public Task<GrainAddress?> Registered
    {
        get
        {
            lock (Gate)
            {
                return _registered ? Task.FromResult<GrainAddress?>(Address) : RegisteredFor_NeedsLock().Task;
            }
        }
    }

    public void Migrate(Dictionary<string, object>? requestContext, CancellationToken cancellationToken = default) =>
        Migrate(requestContext, null, cancellationToken);

    public void Rehydrate(IRehydrationContext context) => _rehydration = context;

    /// <summary>Goes on from what another activation left. Before activation.</summary>
    public void TakeOverFrom(GrainAddress previous, IRehydrationContext left)
    {
        _previous = previous;
        _rehydration = left;
    }

    /// <summary>Waits for the end of an activation that is ending or is not the one in the directory. False when it is to serve.</summary>
    public async Task<bool> EndsAsync()
    {
        if (State == ActivationState.Valid || (State is ActivationState.Created or ActivationState.Activating && Address.Matches(await Registered)))
        {
            return false;
        }

        await Deactivated;
        return true;
    }

    ValueTask IGrainManagementExtension.DeactivateOnIdle()
    {
        Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationRequested, "DeactivateOnIdle was asked for."));
        return default;
    }

    /// <summary>Places first: nothing happens where the grain would stay.</summary>
    async ValueTask IGrainManagementExtension.MigrateOnIdle()
    {
        var context = RequestContext.Snapshot();
        if (IsMovable && await _shared.Engine.RunAsync(() => PlaceAsync(context)) is var target && target != _shared.Silo)
        {
            Migrate(context, target, CancellationToken.None);
        }
    }

    /// <summary>Ends without a word: the silo no longer belongs to the cluster.</summary>
    public void Abandon()
    {
        lock (Gate)
        {
            (_ending, _over) = (true, true);
            _state = ActivationState.Ended;
            _mailbox.TakeWaiting();
            EndBudget_NeedsLock();
        }

        DisposeTimers();
        _owner.Ended(this);
        CompleteDeactivated();
    }

    /// <summary>Whether it serves and has been entered in the directory; a check of simulations.</summary>
    public bool IsServingRegistered => _registered && State == ActivationState.Valid;

    private bool IsMovable => _class.Placement.IsUsingGrainDirectory;

    private void Migrate(Dictionary<string, object>? requestContext, SiloAddress? target, CancellationToken cancellationToken)
    {
        lock (Gate)
        {
            if (!_deactivationRequested)
            {
                (Departure_NeedsLock().MoveContext, Departure_NeedsLock().MoveTarget) = (requestContext, target);
                BeginDeactivation_NeedsLock(new DeactivationReason(DeactivationReasonCode.Migrating, "MigrateOnIdle was called."), cancellationToken);
                ContinueDeactivation_NeedsLock();
            }
        }
    }

    private IReadOnlyList<IGrainMigrationParticipant> MigrationParticipants => _lifecycle?.MigrationParticipants ?? [];

    private TaskCompletionSource<GrainAddress?> RegisteredFor_NeedsLock() =>
        _registeredFor ??= new TaskCompletionSource<GrainAddress?>(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Says who is registered. An activation that is so itself, and for which nobody waits, needs no object for that.</summary>
    private void SettleRegistration(GrainAddress? winner)
    {
        TaskCompletionSource<GrainAddress?>? told;
        lock (Gate)
        {
            told = _registered ? _registeredFor : RegisteredFor_NeedsLock();
        }

        told?.TrySetResult(winner);
    }

    private Task<SiloAddress> PlaceAsync(Dictionary<string, object>? context) =>
        _shared.Placement.PlaceAsync(_class, new PlacementTarget(GrainId, context!, default, 0));

    /// <summary>What the previous activation left is given to the parts first, then to the grain. Their errors are theirs.</summary>
    private void TakeOver()
    {
        if (_rehydration is not { } left)
        {
            return;
        }

        foreach (var participant in MigrationParticipants)
        {
            Guarded(participant, one => one.OnRehydrate(left));
        }

        Guarded(GrainInstance as IGrainMigrationParticipant, one => one.OnRehydrate(left));
    }

    private void Guarded(IGrainMigrationParticipant? participant, Action<IGrainMigrationParticipant> work)
    {
        try
        {
            if (participant is not null)
            {
                work(participant);
            }
        }
        catch (Exception exception)
        {
            Log.MoveFailed(_shared.Logger, GrainId, exception);
        }
    }

    /// <summary>
    /// Enters the activation in the directory. Returns the other one when that was first. A row of a dead silo, or of this one (the catalog has
    /// no other activation of the grain), is what a lost answer or a crash left: it is replaced.
    /// </summary>
    private async Task<GrainAddress?> RegisterAsync()
    {
        if (!IsMovable)
        {
            return null;
        }

        var winner = await EnterAsync(_previous);
        for (var tries = 0; tries < 3 && !Address.Matches(winner) && await IsVoidAsync(winner); tries++)
        {
            winner = await EnterAsync(winner);
        }

        _registered = Address.Matches(winner);
        if (_registered)
        {
            _shared.Locator.Registered(Address);
        }

        if (_registered && IsOver)
        {
            await LeaveDirectoryAsync();
            _registered = false;
            throw new TimeoutException($"KRW7029: {Address} was entered in the grain directory after it had been given up.");
        }

        SettleRegistration(winner);
        return _registered ? null : winner ?? throw new OrleansException($"KRW7048: The grain directory neither took {Address} nor named another activation.");
    }

    private async Task<GrainAddress?> EnterAsync(GrainAddress? previous)
    {
        _shared.Metrics.DirectoryRegistrations.Add(1);
        try
        {
            return await _shared.Directory.Register(Address, previous);
        }
        catch (OrleansException)
        {
            _refused = true;
            throw;
        }
        catch (Exception exception)
        {
            throw new OrleansMessageRejectionException($"KRW7043: The grain directory could not enter {Address}: {exception.Message}", exception);
        }
    }

    /// <summary>
    /// Whether the directory refused the activation because this silo is leaving: the others did not know yet when they sent the grain's calls
    /// here. Nothing of them has run, so they are sent on.
    /// </summary>
    private async Task<bool> IsTooLateAsync()
    {
        try
        {
            if (_refused)
            {
                await _shared.Cluster.RefreshAsync();
                _shared.Locator.Unregistered(Address); // or the calls would come back here
            }
        }
        catch (Exception exception)
        {
            Log.MoveFailed(_shared.Logger, GrainId, exception);
        }

        return _refused && _shared.Cluster.StatusOf(_shared.Silo).IsTerminating() && _shared.Cluster.Active.Any(silo => silo != _shared.Silo);
    }

    private async Task<bool> IsVoidAsync(GrainAddress? other)
    {
        if (other?.SiloAddress == _shared.Silo)
        {
            return true;
        }

        try
        {
            await _shared.Cluster.RefreshAsync(); // Whoever placed the grain here may know of a death that this silo does not know of yet.
            return other is not null && !await _shared.Cluster.IsAliveAsync(other);
        }
        catch (Exception exception) when (exception is not OrleansException)
        {
            throw new OrleansMessageRejectionException(
                $"KRW7043: Whether the silo of {other} lives could not be read in the membership table: {exception.Message}", exception);
        }
    }

    /// <summary>Another activation is the grain: this one ends, and what waits goes there.</summary>
    private async Task YieldToAsync(GrainAddress winner)
    {
        lock (Gate)
        {
            _deactivationRequested = true;
            Departure_NeedsLock().Reason = new DeactivationReason(DeactivationReasonCode.DuplicateActivation, $"{winner} was registered first.");
        }

        _shared.Metrics.ConcurrentRegistrations.Add(1);
        _shared.Locator.Moved(GrainId, _shared.Silo, winner.SiloAddress!);
        await EndAsync(message => _shared.Messages.Readdress(message, isForward: true, winner.SiloAddress));
    }

    /// <summary>
    /// Sends what the grain leaves to the silo where it goes on. Returns that silo when a new activation took the place in the directory. On
    /// any doubt the activation just ends: the directory decides whether the other one lives.
    /// </summary>
    private async Task<SiloAddress?> MoveAsync()
    {
        if (DeactivationReason.ReasonCode != DeactivationReasonCode.Migrating || !IsMovable)
        {
            return null;
        }

        try
        {
            var target = _departure!.MoveTarget ?? await _shared.Engine.RunAsync(() => PlaceAsync(_departure.MoveContext));
            if (target == _shared.Silo)
            {
                return null;
            }

            var left = new DehydrationContext();
            Guarded(GrainInstance as IGrainMigrationParticipant, one => one.OnDehydrate(left));
            foreach (var participant in MigrationParticipants)
            {
                Guarded(participant, one => one.OnDehydrate(left));
            }

            var winner = await _shared.Grains.GetGrain<ISiloControl>(SiloControl.On(target)).Receive(new GrainMigration(Address, left.Values));
            _hasMoved = winner is not null && !Address.Matches(winner);
            return _hasMoved ? winner!.SiloAddress : null;
        }
        catch (Exception exception)
        {
            Log.MoveFailed(_shared.Logger, GrainId, exception);
            return null;
        }
    }
}
