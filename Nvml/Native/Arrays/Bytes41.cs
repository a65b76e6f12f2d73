using System.Runtime.CompilerServices;

namespace Krewe.Nvml.Native;

[InlineArray(41)]
internal struct Bytes41
{
    private byte _first;
}
