namespace Krewe.Runtime.Generator;

/// <summary>A converter of a foreign type.</summary>
/// <param name="ConverterName">The converter in code, with its own type parameters.</param>
/// <param name="ValueName">The foreign type in code.</param>
/// <param name="OpenValue">The foreign type as <c>typeof</c> takes it.</param>
/// <param name="SurrogateName">What is serialized in its place, in code.</param>
/// <param name="Alias">The stable name of the foreign type.</param>
/// <param name="Identifier">Unique within the assembly, usable in names of generated classes.</param>
/// <param name="TypeParameters">Those of the converter, which are the type arguments of the foreign type.</param>
/// <param name="Constraints">Their constraints as code.</param>
/// <param name="Populates">Whether it also fills values of derived classes.</param>
internal sealed record ConverterModel(
    string ConverterName,
    string ValueName,
    string OpenValue,
    string SurrogateName,
    string Alias,
    string Identifier,
    EquatableArray<string> TypeParameters,
    string Constraints,
    bool Populates);
