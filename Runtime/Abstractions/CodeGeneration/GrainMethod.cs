using System.Reflection;
using Krewe.Runtime.Serialization;
using Orleans.Serialization.Invocation;

namespace Krewe.Runtime.CodeGeneration;

/// <summary>What the engine knows of one grain method. One immutable instance each, made by generated code.</summary>
public abstract class GrainMethod
{
    private readonly Lazy<MethodInfo> _method;

    /// <summary>Describes a method.</summary>
    /// <param name="interfaceType">The grain interface that declares it.</param>
    /// <param name="interfaceName">The interface's stable name: its alias, or else its full name.</param>
    /// <param name="methodName">The method's name.</param>
    /// <param name="wireName">The method's stable name on the wire: its alias, or its name when that is unique in the interface.</param>
    /// <param name="options">From its attributes.</param>
    /// <param name="responseTimeout">From <c>[ResponseTimeout]</c>; null for the silo's default.</param>
    /// <param name="parameterTypes">The parameters' types, the cancellation token included.</param>
    /// <param name="create">Makes an empty call object, to be filled by <see cref="GrainRequest.ReadArguments"/>.</param>
    protected GrainMethod(
        Type interfaceType,
        string interfaceName,
        string methodName,
        string wireName,
        GrainMethodOptions options,
        TimeSpan? responseTimeout,
        Type[] parameterTypes,
        Func<GrainRequest> create)
    {
        InterfaceType = interfaceType;
        InterfaceName = interfaceName;
        MethodName = methodName;
        WireName = wireName;
        Options = options;
        ResponseTimeout = responseTimeout;
        Create = create;
        ActivityName = $"{interfaceName}/{methodName}";
        _method = new Lazy<MethodInfo>(() => interfaceType.GetMethod(methodName, parameterTypes)
            ?? throw new MissingMethodException(interfaceType.FullName, methodName));
    }

    /// <summary>The grain interface that declares the method.</summary>
    public Type InterfaceType { get; }

    /// <summary>The interface's stable name.</summary>
    public string InterfaceName { get; }

    /// <summary>The method's name.</summary>
    public string MethodName { get; }

    /// <summary>The method's stable name on the wire, unique within its interface.</summary>
    public string WireName { get; }

    /// <summary>Its name in traces: <c>interface/method</c>.</summary>
    public string ActivityName { get; }

    /// <summary>How its calls are treated.</summary>
    public GrainMethodOptions Options { get; }

    /// <summary>Its own response time-out, or null.</summary>
    public TimeSpan? ResponseTimeout { get; }

    /// <summary>Makes an empty call object.</summary>
    public Func<GrainRequest> Create { get; }

    /// <summary>The interface method.</summary>
    public MethodInfo Method => _method.Value;

    /// <summary>Begins an enumeration of what a call of the method returned.</summary>
    internal virtual GrainEnumeration Open(Response response, CancellationToken cancellationToken) =>
        throw new InvalidOperationException($"KRW7122: {ActivityName} returns no sequence.");

    /// <summary>A response that shares nothing mutable with the given one. Exceptions are passed as they are.</summary>
    /// <param name="response">The response of a call of this method.</param>
    public abstract Response CopyResponse(Response response);

    /// <summary>Writes the result or the exception.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="response">The response of a call of this method.</param>
    public abstract void WriteResponse(ref WireWriter writer, Response response);

    /// <summary>Reads what <see cref="WriteResponse"/> wrote.</summary>
    /// <param name="reader">Where from.</param>
    public abstract Response ReadResponse(ref WireReader reader);
}
