namespace Krewe.Silo.Front.Repository;

/// <summary>A model and version in the index.</summary>
/// <param name="Name">The model.</param>
/// <param name="Version">The version.</param>
/// <param name="State">In Triton's words.</param>
/// <param name="Reason">Why it is not ready; empty when it is.</param>
internal sealed record IndexEntry(string Name, string Version, string State, string Reason);
