namespace Krewe.Runtime.Generator;

/// <summary>A type for which a codec is written, or an enum that is given a name.</summary>
/// <param name="TypeName">The type in code, with its own type parameters.</param>
/// <param name="OpenTypeOf">The type as <c>typeof</c> takes it: <c>Name&lt;,&gt;</c> when generic.</param>
/// <param name="Alias">Its stable name.</param>
/// <param name="Identifier">Unique within the assembly, usable in names of generated classes.</param>
/// <param name="TypeParameters">Those of the type and of the types around it.</param>
/// <param name="Constraints">Their constraints as code.</param>
/// <param name="Kind">What it is.</param>
/// <param name="IsImmutable">Whether values are shared.</param>
/// <param name="Creation">How an instance is made.</param>
/// <param name="BaseType">The base class with a codec of its own; empty without.</param>
/// <param name="IsException">Whether its base is an exception without a generated codec.</param>
/// <param name="Members">By key.</param>
internal sealed record SerializableModel(
    string TypeName,
    string OpenTypeOf,
    string Alias,
    string Identifier,
    EquatableArray<string> TypeParameters,
    string Constraints,
    SerializableKind Kind,
    bool IsImmutable,
    Creation Creation,
    string BaseType,
    bool IsException,
    EquatableArray<MemberModel> Members);
