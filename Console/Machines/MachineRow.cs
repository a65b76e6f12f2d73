using Krewe.Machines;
using Krewe.Naming;

namespace Krewe.Commands.Machines;

/// <summary>A machine with its pool.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="Machine">The machine.</param>
internal sealed record MachineRow(PoolKey Pool, Machine Machine);
