using Krewe.Runtime.Serialization;
using Orleans.Serialization.Invocation;

namespace Krewe.Runtime.CodeGeneration;

/// <summary>A grain method with a result.</summary>
/// <typeparam name="TResult">The result's type, without the task.</typeparam>
public sealed class GrainMethod<TResult> : GrainMethod
{
    private readonly bool _immutableResult;

    /// <summary>Describes a method.</summary>
    /// <param name="interfaceType">The grain interface that declares it.</param>
    /// <param name="interfaceName">The interface's stable name.</param>
    /// <param name="methodName">The method's name.</param>
    /// <param name="wireName">The method's stable name on the wire.</param>
    /// <param name="options">From its attributes.</param>
    /// <param name="responseTimeout">From <c>[ResponseTimeout]</c>, or null.</param>
    /// <param name="parameterTypes">The parameters' types, the cancellation token included.</param>
    /// <param name="immutableResult">Whether the result is marked <c>[Immutable]</c> and therefore shared.</param>
    /// <param name="create">Makes an empty call object.</param>
    public GrainMethod(
        Type interfaceType,
        string interfaceName,
        string methodName,
        string wireName,
        GrainMethodOptions options,
        TimeSpan? responseTimeout,
        Type[] parameterTypes,
        bool immutableResult,
        Func<GrainRequest> create)
        : base(interfaceType, interfaceName, methodName, wireName, options, responseTimeout, parameterTypes, create) =>
        _immutableResult = immutableResult;

    /// <inheritdoc/>
    public override Response CopyResponse(Response response)
    {
        ArgumentNullException.ThrowIfNull(response);
        if (response.Exception is not null || _immutableResult)
        {
            return response;
        }

        var result = response.GetResult<TResult>();
        var copy = Codecs.Get<TResult>().Copy(result);
        // What copies to itself is immutable, and so is not copied at all.
        return !typeof(TResult).IsValueType && ReferenceEquals(copy, result) ? response : Response.FromResult(copy);
    }

    /// <inheritdoc/>
    public override void WriteResponse(ref WireWriter writer, Response response)
    {
        ArgumentNullException.ThrowIfNull(response);
        if (response.Exception is { } exception)
        {
            ResponseWire.WriteException(ref writer, exception);
            return;
        }

        writer.BeginObject();
        writer.WriteMember(0);
        Codecs.Get<TResult>().Write(ref writer, response.GetResult<TResult>());
        writer.EndObject();
    }

    /// <inheritdoc/>
    public override Response ReadResponse(ref WireReader reader)
    {
        TResult result = default!;
        Exception? exception = null;
        reader.BeginObject();
        while (reader.ReadField(out ulong key))
        {
            switch (key)
            {
                case 2: result = Codecs.Get<TResult>().Read(ref reader); break;
                case 3: exception = ResponseWire.ReadException(ref reader); break;
                default: reader.Skip(); break;
            }
        }

        return exception is null ? Response.FromResult(result) : Response.FromException(exception);
    }
}
