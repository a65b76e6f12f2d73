using Orleans;
using Orleans.Streams;

namespace Krewe.Runtime.Streams;

[GenerateSerializer, Alias("krewe.stream-token")]
internal sealed class StreamToken : StreamSequenceToken
{
    public StreamToken(long sequenceNumber, int eventIndex)
    {
        SequenceNumber = sequenceNumber;
        EventIndex = eventIndex;
    }

    [Id(0)]
    public override long SequenceNumber { get; protected set; }

    [Id(1)]
    public override int EventIndex { get; protected set; }

    public override bool Equals(StreamSequenceToken? other) =>
        other is not null && other.SequenceNumber == SequenceNumber && other.EventIndex == EventIndex;

    public override int CompareTo(StreamSequenceToken? other) => other is null
        ? 1
        : SequenceNumber != other.SequenceNumber ? SequenceNumber.CompareTo(other.SequenceNumber) : EventIndex.CompareTo(other.EventIndex);

    public override string ToString() => $"{SequenceNumber}:{EventIndex}";
}
