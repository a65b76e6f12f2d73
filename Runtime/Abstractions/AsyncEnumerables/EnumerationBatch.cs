namespace Orleans.Runtime;

/// <summary>Items of an enumeration, as bytes: the answer's type does not say which type they have, the caller's proxy does.</summary>
/// <param name="Status">What comes after them.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Items">One after the other, written by the codec of their type.</param>
[GenerateSerializer, Immutable, Alias("krewe.enumeration-batch")]
internal sealed record EnumerationBatch([property: Id(0)] EnumerationResult Status, [property: Id(1)] int Count, [property: Id(2)] byte[] Items);
