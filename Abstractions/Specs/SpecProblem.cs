namespace Krewe.Specs;

/// <summary>One thing wrong with a spec.</summary>
/// <param name="Key">The path of the key, such as <c>backend.arguments</c>.</param>
/// <param name="Code">The stable code.</param>
/// <param name="Message">The value that was found and what would be valid.</param>
public sealed record SpecProblem(string Key, string Code, string Message);
