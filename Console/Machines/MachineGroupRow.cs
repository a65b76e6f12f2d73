using Krewe.Machines;
using Krewe.Naming;

namespace Krewe.Commands.Machines;

/// <summary>A group of machines with its pool.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="Group">The group.</param>
internal sealed record MachineGroupRow(PoolKey Pool, MachineGroupView Group);
