using System.Runtime.CompilerServices;

namespace Krewe.Nvml.Native;

[InlineArray(16)]
internal struct Bytes16
{
    private byte _first;
}
