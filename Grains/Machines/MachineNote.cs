using System.Collections.Immutable;
using Krewe.Machines;

namespace Krewe.Grains.Machines;

/// <summary>What is to be told of a machine.</summary>
/// <param name="Kind">A word of <see cref="Krewe.Events.EventKinds"/>.</param>
/// <param name="Machine">The machine.</param>
/// <param name="Text">What happened.</param>
/// <param name="Reasons">Why.</param>
internal sealed record MachineNote(string Kind, Machine Machine, string Text, ImmutableArray<string> Reasons);
