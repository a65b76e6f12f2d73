using System.Collections.Immutable;
using Krewe.Specs.Yaml;

namespace Krewe.Specs.Machines;

/// <summary>What a file of machines says, or everything that is wrong with it.</summary>
/// <param name="File">What it says; only to be used when there is no problem.</param>
/// <param name="Problems">What is wrong, in the order of the file.</param>
public sealed record MachineFileResult(MachineFile File, ImmutableArray<SpecReadProblem> Problems);
