using System.Runtime.CompilerServices;

namespace Krewe.Nvml.Native;

[InlineArray(32)]
internal struct Bytes32
{
    private byte _first;
}
