namespace Krewe.Grains.Models;

/// <summary>What a grant is part of.</summary>
/// <param name="Batch">The batch; null when it is executed by itself.</param>
/// <param name="Size">Requests of that batch; 1 without one.</param>
/// <param name="Rows">Rows of all of them.</param>
internal readonly record struct BatchPlace(string? Batch, int Size, int Rows);
