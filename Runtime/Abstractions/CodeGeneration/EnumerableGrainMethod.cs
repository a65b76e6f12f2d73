using Krewe.Runtime.Serialization;
using Orleans.Serialization.Invocation;

namespace Krewe.Runtime.CodeGeneration;

/// <summary>A grain method that returns a sequence. Its calls travel as arguments of the calls that fetch the items, and its result not at all.</summary>
/// <typeparam name="TItem">The items' type.</typeparam>
public sealed class EnumerableGrainMethod<TItem> : GrainMethod
{
    /// <summary>Describes a method.</summary>
    /// <param name="interfaceType">The grain interface that declares it.</param>
    /// <param name="interfaceName">The interface's stable name.</param>
    /// <param name="methodName">The method's name.</param>
    /// <param name="wireName">The method's stable name on the wire.</param>
    /// <param name="options">From its attributes.</param>
    /// <param name="responseTimeout">From <c>[ResponseTimeout]</c>, or null.</param>
    /// <param name="parameterTypes">The parameters' types, the cancellation token included.</param>
    /// <param name="create">Makes an empty call object.</param>
    public EnumerableGrainMethod(
        Type interfaceType,
        string interfaceName,
        string methodName,
        string wireName,
        GrainMethodOptions options,
        TimeSpan? responseTimeout,
        Type[] parameterTypes,
        Func<GrainRequest> create)
        : base(interfaceType, interfaceName, methodName, wireName, options, responseTimeout, parameterTypes, create)
    {
    }

    /// <inheritdoc/>
    public override Response CopyResponse(Response response) => throw Stays();

    /// <inheritdoc/>
    public override void WriteResponse(ref WireWriter writer, Response response) => throw Stays();

    /// <inheritdoc/>
    public override Response ReadResponse(ref WireReader reader) => throw Stays();

    internal override GrainEnumeration Open(Response response, CancellationToken cancellationToken)
    {
        var items = response.GetResult<IAsyncEnumerable<TItem>>()
            ?? throw new InvalidOperationException($"KRW7122: {ActivityName} returned null; it would be a sequence, if only an empty one.");
        return new Enumeration(items.GetAsyncEnumerator(cancellationToken));
    }

    private InvalidOperationException Stays() => new($"KRW7121: The sequence that {ActivityName} returned does not leave its grain as a whole.");

    private sealed class Enumeration(IAsyncEnumerator<TItem> items) : GrainEnumeration
    {
        public override ValueTask<bool> MoveNextAsync() => items.MoveNextAsync();

        public override void WriteCurrent(ref WireWriter writer) => Codecs.Get<TItem>().Write(ref writer, items.Current);

        public override ValueTask DisposeAsync() => items.DisposeAsync();
    }
}
