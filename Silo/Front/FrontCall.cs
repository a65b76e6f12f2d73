namespace Krewe.Silo.Front;

/// <summary>A request as it reached the front.</summary>
/// <param name="Model">The model's name as it stands in the path.</param>
/// <param name="Version">The version in the path; null when it names none.</param>
/// <param name="Body">The body; not changed while the call runs.</param>
/// <param name="Arrived">A timestamp of the front's <see cref="TimeProvider"/> at its arrival.</param>
internal sealed record FrontCall(string Model, string? Version, ReadOnlyMemory<byte> Body, long Arrived);
