using System.Runtime.ExceptionServices;

namespace Orleans.Serialization.Invocation;

/// <summary>A response with a typed result, so that value types are not boxed on the way.</summary>
/// <typeparam name="TResult">The method's result type.</typeparam>
public sealed class Response<TResult> : Response
{
    /// <summary>The result.</summary>
    public TResult? TypedResult { get; set; }

    /// <inheritdoc/>
    public override object? Result
    {
        get => TypedResult;
        set => TypedResult = (TResult?)value;
    }

    /// <inheritdoc/>
    public override Exception? Exception { get; set; }

    /// <inheritdoc/>
    public override T GetResult<T>()
    {
        if (Exception is { } thrown)
        {
            ExceptionDispatchInfo.Throw(thrown);
        }

        return TypedResult is T typed ? typed : (T)(object?)TypedResult!;
    }
}
