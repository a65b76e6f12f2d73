namespace Krewe.Runtime.Serialization;

internal sealed class ListCodec<T> : SequenceCodec<List<T>, T>
{
    protected override int Count(List<T> value) => value!.Count;

    protected override List<T> Build(List<T> items) => items;
}
