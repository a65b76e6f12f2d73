using System.Runtime.ExceptionServices;

namespace Orleans.Serialization.Invocation;

internal sealed class ExceptionResponse(Exception exception) : Response
{
    public override object? Result { get; set; }

    public override Exception? Exception { get; set; } = exception;

    public override T GetResult<T>()
    {
        if (Exception is { } thrown)
        {
            ExceptionDispatchInfo.Throw(thrown);
        }

        return (T)Result!;
    }
}
