using System.Runtime.CompilerServices;

namespace Krewe.Nvml.Native;

[InlineArray(100)]
internal struct Firmware100
{
    private FirmwareVersion _first;
}
