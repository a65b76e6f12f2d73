namespace Orleans.Serialization.Invocation;

/// <summary>The outcome of a grain call: a result or an exception.</summary>
public abstract class Response : IDisposable
{
    /// <summary>The outcome of a method without a result.</summary>
    public static Response Completed { get; } = new CompletedResponse();

    /// <summary>The result; null where there is none.</summary>
    public abstract object? Result { get; set; }

    /// <summary>What the method threw; null when it returned.</summary>
    public abstract Exception? Exception { get; set; }

    /// <summary>The result, or throws what the method threw.</summary>
    /// <typeparam name="T">The method's result type.</typeparam>
    public abstract T GetResult<T>();

    /// <summary>A response that carries that result.</summary>
    /// <typeparam name="TResult">The method's result type.</typeparam>
    /// <param name="value">The result.</param>
    public static Response FromResult<TResult>(TResult value) => new Response<TResult> { TypedResult = value };

    /// <summary>A response that carries that exception.</summary>
    /// <param name="exception">What the method threw.</param>
    public static Response FromException(Exception exception) => new ExceptionResponse(exception);

    /// <inheritdoc/>
    public virtual void Dispose() => GC.SuppressFinalize(this);
}
