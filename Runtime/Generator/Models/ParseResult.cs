namespace Krewe.Runtime.Generator;

/// <summary>What was understood of a declaration, and what is wrong with it.</summary>
/// <param name="Model">Null when nothing is to be generated.</param>
/// <param name="Alias">Its stable name; null when nothing is to be generated.</param>
/// <param name="Problems">The errors.</param>
internal sealed record ParseResult<T>(T? Model, AliasModel? Alias, EquatableArray<Problem> Problems)
    where T : class, IEquatable<T>;
