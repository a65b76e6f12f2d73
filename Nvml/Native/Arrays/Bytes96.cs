using System.Runtime.CompilerServices;

namespace Krewe.Nvml.Native;

[InlineArray(96)]
internal struct Bytes96
{
    private byte _first;
}
