using System.Reflection;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Orleans;

/// <summary>A call on its way through the filters.</summary>
public interface IGrainCallContext
{
    /// <summary>The call.</summary>
    IInvokable Request { get; }

    /// <summary>The grain object (incoming) or the reference (outgoing).</summary>
    object Grain { get; }

    /// <summary>Who calls; null when not known.</summary>
    GrainId? SourceId { get; }

    /// <summary>Who is called.</summary>
    GrainId TargetId { get; }

    /// <summary>The interface's stable name.</summary>
    GrainInterfaceType InterfaceType { get; }

    /// <summary>The interface's name.</summary>
    string InterfaceName { get; }

    /// <summary>The method's name.</summary>
    string MethodName { get; }

    /// <summary>The interface method.</summary>
    MethodInfo InterfaceMethod { get; }

    /// <summary>The result; may be set, also in place of calling <see cref="Invoke"/>.</summary>
    object? Result { get; set; }

    /// <summary>The outcome; null before <see cref="Invoke"/>.</summary>
    Response? Response { get; set; }

    /// <summary>Goes on to the next filter, at last to the method; rethrows what it threw.</summary>
    Task Invoke();
}
