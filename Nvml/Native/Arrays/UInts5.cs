using System.Runtime.CompilerServices;

namespace Krewe.Nvml.Native;

[InlineArray(5)]
internal struct UInts5
{
    private uint _first;
}
