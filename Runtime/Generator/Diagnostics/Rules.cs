using Microsoft.CodeAnalysis;

namespace Krewe.Runtime.Generator;

/// <summary>The errors of the generator. Where Orleans' own build raises the same error, its number is named.</summary>
internal static class Rules
{
    // As ORLEANS0001.
    public static readonly DiagnosticDescriptor AlwaysInterleaveOnImplementation = Error(
        "KRWGEN001",
        "[AlwaysInterleave] belongs on interface methods",
        "{0} is no method of a grain interface; put [AlwaysInterleave] on the interface method that it implements");

    // As ORLEANS0002.
    public static readonly DiagnosticDescriptor ReferenceParameter = Error(
        "KRWGEN002",
        "Grain methods take parameters by value",
        "The parameter {1} of {0} is passed by ref, in or out; a call may leave the process, so pass it by value and return results");

    // As ORLEANS0004.
    public static readonly DiagnosticDescriptor MissingId = Error(
        "KRWGEN003",
        "Serialized members need an [Id]",
        "{0} has neither [Id(n)] nor [NonSerialized]; give it a number that no other member of {1} has, or exclude it");

    // As ORLEANS0008.
    public static readonly DiagnosticDescriptor PropertyOnInterface = Error(
        "KRWGEN004",
        "Grain interfaces have methods only",
        "{0} is a property or an event; make it a method that returns a Task");

    // As ORLEANS0009.
    public static readonly DiagnosticDescriptor ReturnType = Error(
        "KRWGEN005",
        "Grain methods return tasks",
        "{0} returns {1}; it can return Task, Task<T>, ValueTask, ValueTask<T>, IAsyncEnumerable<T> or void");

    // KRWGEN006 was given to sequences as results while they were not supported; numbers are not used twice.

    // As ORLEANS0011.
    public static readonly DiagnosticDescriptor DuplicateAlias = Error(
        "KRWGEN007",
        "Aliases are unique",
        "The name \"{0}\" is also given to {1}; give one of them another [Alias]");

    // As ORLEANS0012.
    public static readonly DiagnosticDescriptor DuplicateId = Error(
        "KRWGEN008",
        "Ids are unique within a type",
        "{0} has the id {1}, and so does {2}; give one of them another [Id]");

    // As ORLEANS0109.
    public static readonly DiagnosticDescriptor Cancellation = Error(
        "KRWGEN009",
        "One cancellation token, as the last parameter",
        "{0} takes its CancellationToken before other parameters, or more than one; take one, as the last parameter");

    public static readonly DiagnosticDescriptor OverloadWithoutAlias = Error(
        "KRWGEN010",
        "Overloads need an [Alias]",
        "{0} has the same name as another method of the interface; give it an [Alias(\"name\")] of its own");

    // As ORLEANS0006.
    public static readonly DiagnosticDescriptor AbstractMember = Error(
        "KRWGEN011",
        "Abstract properties are not serialized",
        "{0} is abstract and has an [Id]; put the [Id] on the overriding properties");

    public static readonly DiagnosticDescriptor GenericMethod = Error(
        "KRWGEN012",
        "Generic grain methods are not supported",
        "{0} has type parameters; write a method for each type, or pass a base type");

    public static readonly DiagnosticDescriptor Inaccessible = Error(
        "KRWGEN013",
        "Generated code must be able to name the type",
        "{0} or a type around it is private, protected or local to its file; make it internal or public");

    public static readonly DiagnosticDescriptor BaseNotSerializable = Error(
        "KRWGEN014",
        "Base classes need a serializer too",
        "{0} derives from {1}, whose members would be lost; mark {1} with [GenerateSerializer]");

    public static readonly DiagnosticDescriptor NoStorage = Error(
        "KRWGEN015",
        "Serialized properties are read and written",
        "{0} has an [Id], but no storage of its own and not both a getter and a setter that generated code can use");

    public static readonly DiagnosticDescriptor OneWayResult = Error(
        "KRWGEN016",
        "One-way methods have no result",
        "{0} is [OneWay] and returns {1}; return Task, ValueTask or void");

    public static readonly DiagnosticDescriptor TimeoutFormat = Error(
        "KRWGEN017",
        "Response time-outs are time spans",
        "The response time-out \"{1}\" of {0} is no positive time span such as \"00:00:05\"");

    public static readonly DiagnosticDescriptor Converter = Error(
        "KRWGEN018",
        "Converters convert one type to one surrogate",
        "{0} is marked [RegisterConverter]; it must be a class that generated code can make, implement IConverter<TValue, TSurrogate> once with a "
            + "surrogate marked [GenerateSerializer], and, if it is generic, have the type arguments of TValue as its own type parameters");

    public static readonly IReadOnlyDictionary<string, DiagnosticDescriptor> ById = new[]
    {
        AlwaysInterleaveOnImplementation, ReferenceParameter, MissingId, PropertyOnInterface, ReturnType,
        DuplicateAlias, DuplicateId, Cancellation, OverloadWithoutAlias, AbstractMember, GenericMethod,
        Inaccessible, BaseNotSerializable, NoStorage, OneWayResult, TimeoutFormat, Converter,
    }.ToDictionary(rule => rule.Id);

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        new(id, title, message, "Krewe.Runtime", DiagnosticSeverity.Error, isEnabledByDefault: true);
}
