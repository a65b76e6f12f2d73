namespace Krewe.Runtime.Serialization;

/// <summary>From the bottom to the top, as they are pushed again.</summary>
internal sealed class StackCodec<T> : SequenceCodec<Stack<T>, T>
{
    protected override IEnumerable<T> Items(Stack<T> value) => value.Reverse();

    protected override int Count(Stack<T> value) => value!.Count;

    protected override Stack<T> Build(List<T> items) => new(items);
}
