namespace Krewe.Runtime.Serialization;

internal sealed class QueueCodec<T> : SequenceCodec<Queue<T>, T>
{
    protected override int Count(Queue<T> value) => value!.Count;

    protected override Queue<T> Build(List<T> items) => new(items);
}
