namespace Orleans.Serialization.Invocation;

internal sealed class CompletedResponse : Response
{
    public override object? Result
    {
        get => null;
        set => throw new InvalidOperationException("The method returns nothing: its result cannot be set.");
    }

    public override Exception? Exception
    {
        get => null;
        set => throw new InvalidOperationException("This response is shared: put an exception response in its place.");
    }

    public override T GetResult<T>() => default!;
}
