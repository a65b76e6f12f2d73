using System.Runtime.CompilerServices;

namespace Krewe.Nvml.Native;

[InlineArray(80)]
internal struct Bytes80
{
    private byte _first;
}
