using Krewe.Runtime.Serialization;
using Orleans.Serialization.Invocation;

namespace Krewe.Runtime.CodeGeneration;

/// <summary>A grain method without a result.</summary>
public sealed class VoidGrainMethod : GrainMethod
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
    public VoidGrainMethod(
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
    public override Response CopyResponse(Response response) => response;

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
        writer.EndObject();
    }

    /// <inheritdoc/>
    public override Response ReadResponse(ref WireReader reader)
    {
        Exception? exception = null;
        reader.BeginObject();
        while (reader.ReadField(out ulong key))
        {
            if (key == 3)
            {
                exception = ResponseWire.ReadException(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return exception is null ? Response.Completed : Response.FromException(exception);
    }
}
