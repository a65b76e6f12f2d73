namespace Krewe.Runtime.Generator;

/// <summary>A grain method.</summary>
/// <param name="DeclaringType">The interface that declares it, in code.</param>
/// <param name="InterfaceName">The stable name of the interface under which it is called.</param>
/// <param name="IsOwn">Whether it is registered with the interface at hand rather than with the one that declares it.</param>
/// <param name="Name">Its name.</param>
/// <param name="WireName">Its stable name.</param>
/// <param name="Returns">What it returns.</param>
/// <param name="ResultType">The result's type without the task; empty without a result.</param>
/// <param name="ImmutableResult">Whether the result is shared.</param>
/// <param name="Options">The number of GrainMethodOptions.</param>
/// <param name="TimeoutTicks">Its own response time-out, or null.</param>
/// <param name="Parameters">Its parameters.</param>
internal sealed record MethodModel(
    string DeclaringType,
    string InterfaceName,
    bool IsOwn,
    string Name,
    string WireName,
    ReturnKind Returns,
    string ResultType,
    bool ImmutableResult,
    int Options,
    long? TimeoutTicks,
    EquatableArray<ParameterModel> Parameters);
