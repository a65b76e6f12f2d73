using Krewe.Runtime.Activations;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.Runtime.Hosting;
using Orleans.Storage;

namespace Krewe.Runtime.State;

/// <summary>
/// A grain's stored state. Operations are queued and run one at a time, each as a later turn; writes that have not begun are one write,
/// which takes in what was changed until it begins. Used in the activation's turns only, so it needs no lock.
/// </summary>
internal sealed class PersistentState<TState> : IPersistentState<TState>, ILifecycleObserver, IGrainMigrationParticipant
{
    private readonly Activation _activation;
    private readonly string _name;
    private readonly IGrainStorage _storage;
    private readonly Queue<Operation> _queue = new();
    private readonly GrainState<TState> _grainState = new();
    private Operation? _last;
    private bool _draining;
    private bool _loaded;

    private PersistentState(Activation activation, string name, IGrainStorage storage)
    {
        _activation = activation;
        _name = name;
        _storage = storage;
    }

    private enum Work
    {
        Read,
        Write,
        Clear,
    }

    public TState State
    {
        get
        {
            ThrowIfElsewhere();
            return _grainState.State!;
        }

        set
        {
            ThrowIfElsewhere();
            _grainState.State = value;
        }
    }

    public string? Etag => _grainState.ETag;

    public bool RecordExists => _loaded
        ? _grainState.RecordExists
        : throw new InvalidOperationException($"KRW7081: The state '{_name}' of {_activation.GrainId} has not been read yet.");

    public static object Create(Activation activation, IPersistentStateConfiguration configuration)
    {
        var services = activation.ActivationServices;
        var storage = services.GetKeyedService<IGrainStorage>(configuration.StorageName ?? ProviderNames.DefaultStorage)
            ?? throw new BadProviderConfigException(
                $"KRW7082: {activation.Class.Class} keeps its state '{configuration.StateName}' in the storage "
                + $"'{configuration.StorageName ?? ProviderNames.DefaultStorage}', and none is registered under that name (AddGrainStorage, AddMemoryGrainStorage).");
        var state = new PersistentState<TState>(activation, configuration.StateName, storage);
        activation.ObservableLifecycle.AddMigrationParticipant(state);
        activation.ObservableLifecycle.Subscribe($"{configuration.StateName} of {activation.GrainId}", GrainLifecycleStage.SetupState, state);
        return state;
    }

    public Task ReadStateAsync() => Enqueue(Work.Read);

    public Task WriteStateAsync() => Enqueue(Work.Write);

    public Task ClearStateAsync() => Enqueue(Work.Clear);

    /// <summary>What travelled with the grain is not read again.</summary>
    public Task OnStart(CancellationToken cancellationToken = default) => _loaded ? Task.CompletedTask : PerformAsync(Work.Read);

    /// <summary>State and version travel, unless an operation is under way: then the next activation reads what comes of it.</summary>
    public void OnDehydrate(IDehydrationContext dehydrationContext)
    {
        if (_loaded && !_draining && dehydrationContext.TryAddValue($"state.{_name}", _grainState.State))
        {
            dehydrationContext.TryAddValue($"state.{_name}.etag", _grainState.ETag ?? string.Empty);
            dehydrationContext.TryAddValue($"state.{_name}.exists", _grainState.RecordExists);
        }
    }

    public void OnRehydrate(IRehydrationContext rehydrationContext)
    {
        if (rehydrationContext.TryGetValue<string>($"state.{_name}.etag", out var etag)
            && rehydrationContext.TryGetValue<bool>($"state.{_name}.exists", out var exists)
            && rehydrationContext.TryGetValue<TState>($"state.{_name}", out var state))
        {
            (_grainState.State, _grainState.ETag, _grainState.RecordExists) = (state, etag.Length == 0 ? null : etag, exists);
            _loaded = true;
        }
    }

    public Task OnStop(CancellationToken cancellationToken = default) => Task.CompletedTask;

    private static TState New()
    {
        try
        {
            return Activator.CreateInstance<TState>();
        }
        catch (MissingMethodException exception)
        {
            throw new OrleansConfigurationException($"KRW7083: {typeof(TState)} is the state of a grain and needs a public constructor without parameters.", exception);
        }
    }

    /// <summary>The await brings the caller back as a turn of its own, also out of combinations such as Task.WhenAll.</summary>
    private async Task Enqueue(Work work)
    {
        ThrowIfElsewhere();
        if (work != Work.Write || _last is not { Work: Work.Write })
        {
            _last = new Operation(work);
            _queue.Enqueue(_last);
        }

        var done = _last.Done.Task;
        if (!_draining)
        {
            _draining = true;
            _activation.Turns.QueueAction(() => _ = DrainAsync());
        }

        await done;
    }

    private async Task DrainAsync()
    {
        while (_queue.TryDequeue(out var operation))
        {
            if (ReferenceEquals(_last, operation))
            {
                _last = null;
            }

            try
            {
                await PerformAsync(operation.Work);
                operation.Done.SetResult();
            }
            catch (Exception exception)
            {
                operation.Done.SetException(exception);
            }
        }

        _draining = false;
    }

    private async Task PerformAsync(Work work)
    {
        try
        {
            switch (work)
            {
                case Work.Read:
                    await _storage.ReadStateAsync(_name, _activation.GrainId, _grainState);
                    _loaded = true;
                    break;
                case Work.Write:
                    await _storage.WriteStateAsync(_name, _activation.GrainId, _grainState);
                    return;
                default:
                    await _storage.ClearStateAsync(_name, _activation.GrainId, _grainState);
                    break;
            }

            if (!_grainState.RecordExists || _grainState.State is null)
            {
                _grainState.State = New();
            }
        }
        catch (Exception exception) when (exception is not OrleansException and not OperationCanceledException)
        {
            throw new OrleansException($"KRW7084: The storage failed to {work} the state '{_name}' of {_activation.GrainId}: {exception.Message}", exception);
        }
    }

    private void ThrowIfElsewhere()
    {
        if (!ReferenceEquals(RuntimeContext.Current, _activation))
        {
            throw new InvalidOperationException($"KRW7085: The state '{_name}' of {_activation.GrainId} can be used in the grain's own turns only.");
        }
    }

    private sealed class Operation(Work work)
    {
        public Work Work => work;

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
