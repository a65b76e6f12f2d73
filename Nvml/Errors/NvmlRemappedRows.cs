namespace Krewe.Nvml;

/// <summary>Rows of memory that were replaced by spare ones. Ampere and later.</summary>
/// <param name="Correctable">For errors that were corrected.</param>
/// <param name="Uncorrectable">For errors that were not.</param>
/// <param name="IsPending">Whether a reset is needed to replace more.</param>
/// <param name="HasFailed">Whether a replacement failed: the board should be exchanged.</param>
public readonly record struct NvmlRemappedRows(uint Correctable, uint Uncorrectable, bool IsPending, bool HasFailed);
