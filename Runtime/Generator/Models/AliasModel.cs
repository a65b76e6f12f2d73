namespace Krewe.Runtime.Generator;

/// <summary>A stable name and where it is given.</summary>
internal sealed record AliasModel(string Alias, string TypeName, SourceLocation Location);
