namespace Krewe.Runtime.Serialization;

internal sealed class ArrayCodec<T> : SequenceCodec<T[], T>
{
    protected override int Count(T[] value) => value!.Length;

    protected override T[] Build(List<T> items) => [.. items];
}
