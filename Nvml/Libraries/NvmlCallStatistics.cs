namespace Krewe.Nvml;

/// <summary>What the calls of one function cost since the library was loaded.</summary>
/// <param name="Function">Which.</param>
/// <param name="Calls">How many were made.</param>
/// <param name="Failures">How many of them gave another code than <see cref="NvmlReturn.Success"/>.</param>
/// <param name="Total">The time in them together.</param>
/// <param name="Longest">The longest of them.</param>
/// <param name="LastCode">What the last one gave.</param>
public readonly record struct NvmlCallStatistics(NvmlFunction Function, long Calls, long Failures, TimeSpan Total, TimeSpan Longest, NvmlReturn LastCode);
