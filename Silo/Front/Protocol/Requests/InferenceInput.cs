namespace Krewe.Silo.Front.Protocol;

/// <summary>One input tensor of a request.</summary>
/// <param name="Name">Unique in the request.</param>
/// <param name="Datatype">What its elements are.</param>
/// <param name="Shape">Its dimensions, zero or more each.</param>
/// <param name="ElementCount">The product of the shape, and the number of elements in <paramref name="Data"/>.</param>
/// <param name="Data">The JSON array of its elements, flat or nested: a slice of the body.</param>
/// <param name="Parameters">As they were sent.</param>
internal sealed record InferenceInput(
    string Name,
    TensorDatatype Datatype,
    IReadOnlyList<long> Shape,
    long ElementCount,
    ReadOnlyMemory<byte> Data,
    IReadOnlyList<RawParameter> Parameters);
