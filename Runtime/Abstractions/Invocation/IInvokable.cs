using System.Reflection;

namespace Orleans.Serialization.Invocation;

/// <summary>One call of a grain method as an object: the arguments, and how to make the call.</summary>
/// <remarks>Krewe's code uses the accessors only (call filters, interleaving predicates). Written by the generator.</remarks>
public interface IInvokable : IDisposable
{
    /// <summary>The object that the call will be made on; null before <see cref="SetTarget"/>.</summary>
    object? GetTarget();

    /// <summary>Takes the target out of its holder.</summary>
    /// <param name="holder">The activation that will run the call.</param>
    void SetTarget(ITargetHolder holder);

    /// <summary>Makes the call. Never throws: what the method throws is in the response.</summary>
    ValueTask<Response> Invoke();

    /// <summary>The number of arguments, the cancellation token not counted.</summary>
    int GetArgumentCount();

    /// <summary>The argument at that position.</summary>
    /// <param name="index">0 to <see cref="GetArgumentCount"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such argument.</exception>
    object? GetArgument(int index);

    /// <summary>Replaces the argument at that position.</summary>
    /// <param name="index">0 to <see cref="GetArgumentCount"/> - 1.</param>
    /// <param name="value">A value of the parameter's type.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such argument.</exception>
    void SetArgument(int index, object value);

    /// <summary>The interface method's name.</summary>
    string GetMethodName();

    /// <summary>The interface's name.</summary>
    string GetInterfaceName();

    /// <summary>The name under which the call appears in traces: <c>interface/method</c>.</summary>
    string GetActivityName();

    /// <summary>The interface method.</summary>
    MethodInfo GetMethod();

    /// <summary>The interface.</summary>
    Type GetInterfaceType();

    /// <summary>The method's own response time-out, or null for the silo's default.</summary>
    TimeSpan? GetDefaultResponseTimeout();

    /// <summary>The token that the method receives.</summary>
    CancellationToken GetCancellationToken();

    /// <summary>Signals the token that the method receives. False when the method takes none.</summary>
    bool TryCancel();

    /// <summary>Whether the method takes a cancellation token.</summary>
    bool IsCancellable { get; }
}
