using System.Reflection;
using Krewe.Runtime.Serialization;
using Orleans.Serialization.Invocation;

namespace Krewe.Runtime.CodeGeneration;

/// <summary>Base of the generated call objects: one class for each grain method, its arguments as fields.</summary>
public abstract class GrainRequest : IInvokable
{
    private CancellationTokenSource? _cancellation;

    /// <summary>The method that is called.</summary>
    public abstract GrainMethod Method { get; }

    /// <summary>The token given by the caller; on the callee's side the one that the engine cancels.</summary>
    public CancellationToken CancellationToken { get; set; }

    /// <inheritdoc/>
    public abstract bool IsCancellable { get; }

    /// <summary>Writes the arguments, each under its number. The token is not an argument.</summary>
    /// <param name="writer">Where to.</param>
    public abstract void WriteArguments(ref WireWriter writer);

    /// <summary>Reads what <see cref="WriteArguments"/> wrote; unknown numbers are skipped.</summary>
    /// <param name="reader">Where from.</param>
    public abstract void ReadArguments(ref WireReader reader);

    /// <summary>A request with the same arguments that shares nothing mutable with this one, and with no token yet.</summary>
    public abstract GrainRequest Copy();

    /// <inheritdoc/>
    public abstract object? GetTarget();

    /// <inheritdoc/>
    public abstract void SetTarget(ITargetHolder holder);

    /// <inheritdoc/>
    public abstract ValueTask<Response> Invoke();

    /// <inheritdoc/>
    public abstract int GetArgumentCount();

    /// <inheritdoc/>
    public abstract object? GetArgument(int index);

    /// <inheritdoc/>
    public abstract void SetArgument(int index, object value);

    /// <inheritdoc/>
    public string GetMethodName() => Method.MethodName;

    /// <inheritdoc/>
    public string GetInterfaceName() => Method.InterfaceName;

    /// <inheritdoc/>
    public string GetActivityName() => Method.ActivityName;

    /// <inheritdoc/>
    public MethodInfo GetMethod() => Method.Method;

    /// <inheritdoc/>
    public Type GetInterfaceType() => Method.InterfaceType;

    /// <inheritdoc/>
    public TimeSpan? GetDefaultResponseTimeout() => Method.ResponseTimeout;

    /// <inheritdoc/>
    public CancellationToken GetCancellationToken() => CancellationToken;

    /// <summary>On the callee's side: gives the request a token of its own, so that <see cref="TryCancel"/> has something to signal.</summary>
    public void MakeCancellable()
    {
        if (IsCancellable && _cancellation is null)
        {
            _cancellation = new CancellationTokenSource();
            CancellationToken = _cancellation.Token;
        }
    }

    /// <inheritdoc/>
    public bool TryCancel()
    {
        if (_cancellation is not { } cancellation)
        {
            return false;
        }

        cancellation.Cancel();
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _cancellation?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The outcome of a call whose target is not set or does not implement the interface.</summary>
    protected ValueTask<Response> NoTarget() => new(Response.FromException(new InvalidOperationException(
        $"KRW7112: {GetActivityName()} has no target: the grain that was reached does not implement {GetInterfaceName()}.")));

    /// <summary>The error for an argument's position that does not exist.</summary>
    /// <param name="index">The position.</param>
    protected ArgumentOutOfRangeException NoArgument(int index) =>
        new(nameof(index), index, $"{GetActivityName()} has {GetArgumentCount()} arguments.");

    /// <summary>Wraps the sequence that the method returned; it is enumerated later.</summary>
    /// <typeparam name="T">The items' type.</typeparam>
    /// <param name="items">What the method returned.</param>
    protected static ValueTask<Response> Complete<T>(IAsyncEnumerable<T> items) => new(Response.FromResult(items));

    /// <summary>Awaits the method's task and wraps its outcome.</summary>
    /// <typeparam name="T">The method's result type.</typeparam>
    /// <param name="task">What the method returned.</param>
    protected static ValueTask<Response> Complete<T>(Task<T> task)
    {
        return task.IsCompletedSuccessfully ? new ValueTask<Response>(Response.FromResult(task.Result)) : Await(task);

        static async ValueTask<Response> Await(Task<T> task)
        {
            try
            {
                return Response.FromResult(await task);
            }
            catch (Exception exception)
            {
                return Response.FromException(exception);
            }
        }
    }

    /// <summary>Awaits the method's task and wraps its outcome.</summary>
    /// <param name="task">What the method returned.</param>
    protected static ValueTask<Response> Complete(Task task)
    {
        return task.IsCompletedSuccessfully ? new ValueTask<Response>(Response.Completed) : Await(task);

        static async ValueTask<Response> Await(Task task)
        {
            try
            {
                await task;
                return Response.Completed;
            }
            catch (Exception exception)
            {
                return Response.FromException(exception);
            }
        }
    }
}
