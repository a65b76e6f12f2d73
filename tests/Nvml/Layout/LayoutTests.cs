using Krewe.Nvml.Native;

namespace Krewe.Nvml.Tests.Layout;

/// <summary>Every structure that crosses the border is laid out as the C compiler does it on x86-64 and AArch64.</summary>
public sealed class LayoutTests
{
    private static readonly Dictionary<string, string> Expected = new(StringComparer.Ordinal)
    {
        ["PciAddress"] = "68: LegacyBusId@0 Domain@16 Bus@20 Device@24 PciDeviceId@28 PciSubsystemId@32 BusId@36",
        ["PciAddressExt"] = "64: Version@0 Domain@4 Bus@8 Device@12 PciDeviceId@16 PciSubsystemId@20 BaseClass@24 SubClass@28 BusId@32",
        ["MemoryV1"] = "24: Total@0 Free@8 Used@16",
        ["MemoryV2"] = "40: Version@0 Total@8 Reserved@16 Free@24 Used@32",
        ["ProcessWide"] = "32: ProcessId@0 UsedMemory@8 GpuInstance@16 ComputeInstance@20 ProtectedMemory@24",
        ["ProcessDetailList"] = "24: Version@0 Mode@4 Count@8 Entries@16",
        ["ProcessSample"] = "32: ProcessId@0 Timestamp@8 Sm@16 Memory@20 Encoder@24 Decoder@28",
        ["ProcessSampleWide"] = "40: Timestamp@0 ProcessId@8 Sm@12 Memory@16 Encoder@20 Decoder@24 Jpeg@28 OpticalFlow@32",
        ["ProcessSampleList"] = "24: Version@0 Count@4 LastSeen@8 Entries@16",
        ["SramErrors"] = "104: Version@0 AggregateUncorrectedParity@8 AggregateUncorrectedSecDed@16 AggregateCorrected@24 VolatileUncorrectedParity@32 "
            + "VolatileUncorrectedSecDed@40 VolatileCorrected@48 L2@56 Multiprocessor@64 Pcie@72 Microcontroller@80 Other@88 ThresholdExceeded@96",
        ["RepairState"] = "12: Version@0 Channel@4 Tpc@8",
        ["PowerValue"] = "12: Version@0 Scope@4 Milliwatts@8",
        ["TemperatureReading"] = "12: Version@0 Sensor@4 Celsius@8",
        ["MarginReading"] = "8: Version@0 Celsius@4",
        ["EventData"] = "32: Device@0 Type@8 Data@16 GpuInstance@24 ComputeInstance@28",
        ["SystemEventSetRequest"] = "16: Version@0 Set@8",
        ["SystemEventRegistration"] = "24: Version@0 Types@8 Set@16",
        ["SystemEventData"] = "16: Type@0 GpuId@8",
        ["SystemEventWait"] = "32: Version@0 Milliseconds@4 Set@8 Data@16 Size@24 Count@28",
        ["AccountingStats"] = "56: GpuUtilization@0 MemoryUtilization@4 MaxMemory@8 Milliseconds@16 StartMicroseconds@24 IsRunning@32 Reserved@36",
        ["FabricV2"] = "36: Version@0 Cluster@4 Status@20 Clique@24 State@28 HealthMask@32",
        ["FabricV3"] = "40: Version@0 Cluster@4 Status@20 Clique@24 State@28 HealthMask@32 HealthSummary@36",
        ["DriverBranch"] = "84: Version@0 Branch@4",
        ["FirmwareVersion"] = "16: Type@0 Major@4 Minor@8 SubMinor@12",
        ["NvLinkInfoV1"] = "8: Version@0 IsEncrypted@4",
        ["NvLinkInfoV2"] = "1612: Version@0 IsEncrypted@4 Firmware@8 FirmwareCount@1608",
        ["GpuInstanceProfileV1"] = "48: Id@0 IsP2PSupported@4 Slices@8 Instances@12 Multiprocessors@16 CopyEngines@20 Decoders@24 Encoders@28 "
            + "JpegDecoders@32 OpticalFlow@36 MemoryMebibytes@40",
        ["GpuInstanceProfileV2"] = "152: Version@0 Id@4 IsP2PSupported@8 Slices@12 Instances@16 Multiprocessors@20 CopyEngines@24 Decoders@28 Encoders@32 "
            + "JpegDecoders@36 OpticalFlow@40 MemoryMebibytes@48 Name@56",
        ["GpuInstanceProfileV3"] = "152: Version@0 Id@4 Slices@8 Instances@12 Multiprocessors@16 CopyEngines@20 Decoders@24 Encoders@28 JpegDecoders@32 "
            + "OpticalFlow@36 MemoryMebibytes@40 Name@48 Capabilities@144",
        ["GpuInstanceData"] = "24: Device@0 Id@8 ProfileId@12 Start@16 Size@20",
        ["ComputeInstanceData"] = "32: Device@0 GpuInstance@8 Id@16 ProfileId@20 Start@24 Size@28",
        ["ComputeInstanceProfileV1"] = "36: Id@0 Slices@4 Instances@8 Multiprocessors@12 CopyEngines@16 Decoders@20 Encoders@24 JpegDecoders@28 OpticalFlow@32",
        ["ComputeInstanceProfileV2"] = "136: Version@0 Id@4 Slices@8 Instances@12 Multiprocessors@16 CopyEngines@20 Decoders@24 Encoders@28 JpegDecoders@32 "
            + "OpticalFlow@36 Name@40",
        ["GpmMetricEntry"] = "40: Id@0 Code@4 Value@8 ShortName@16 LongName@24 Unit@32",
        ["GpmMetricsHead"] = "24: Version@0 Count@4 First@8 Second@16",
        ["GpmSupport"] = "8: Version@0 IsSupported@4",
        ["NvmlUtilization"] = "8: Gpu@0 Memory@4",
        ["NvmlBar1Memory"] = "24: Total@0 Free@8 Used@16",
        ["NvmlRowRemapperHistogram"] = "20: Max@0 High@4 Partial@8 Low@12 None@16",
        ["NvmlMigAttributes"] = "40: Multiprocessors@0 CopyEngines@4 Decoders@8 Encoders@12 JpegDecoders@16 OpticalFlow@20 GpuInstanceSlices@24 "
            + "ComputeInstanceSlices@28 MemoryMebibytes@32",
        ["NvmlPlacement"] = "8: Start@0 Size@4",
        ["NvmlProcess"] = "24: ProcessId@0 UsedMemory@8 GpuInstance@16 ComputeInstance@20",
        ["NvmlProcessDetail"] = "32: ProcessId@0 UsedMemory@8 GpuInstance@16 ComputeInstance@20 ProtectedMemory@24",
        ["NvmlSample"] = "16: Timestamp@0 Raw@8",
        ["NvmlFieldValue"] = "40: FieldId@0 ScopeId@4 Timestamp@8 Latency@16 Type@24 Code@28 Unsigned@32",
        ["NvmlConfidentialComputeState"] = "12: Environment@0 Feature@4 DevToolsMode@8",
    };

    public static TheoryData<string> Structures => [.. Expected.Keys];

    [Theory]
    [MemberData(nameof(Structures))]
    public void Structure_OfTheBorder_LiesAsInC(string name)
    {
        var assembly = typeof(NvmlLibrary).Assembly;
        var type = assembly.GetType("Krewe.Nvml.Native." + name) ?? assembly.GetType("Krewe.Nvml." + name);
        Assert.Equal(Expected[name], StructureLayout.Of(type!));
    }

    [Fact]
    public void Structures_OfTheBorder_AreAllHere()
    {
        string[] inside = [nameof(CallCounter)];
        var native = typeof(NvmlLibrary).Assembly.GetTypes()
            .Where(type => type.Namespace == "Krewe.Nvml.Native" && type is { IsValueType: true, IsEnum: false, IsByRefLike: false, IsNested: false })
            .Where(type => !type.CustomAttributes.Any(attribute => attribute.AttributeType.Name == "InlineArrayAttribute"))
            .Select(type => type.Name).Except(inside);
        Assert.Empty(native.Except(Expected.Keys));
    }

    [Fact]
    public void Tag_OfEveryVersionedStructure_HoldsItsSize()
    {
        var versioned = typeof(NvmlLibrary).Assembly.GetTypes()
            .Select(type => (Type: type, Tag: type.GetField("Tag", System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)))
            .Where(pair => pair.Tag is not null).ToList();
        Assert.True(versioned.Count > 15);
        Assert.All(versioned, pair =>
        {
            var tag = (uint)pair.Tag!.GetRawConstantValue()!;
            var size = int.Parse(StructureLayout.Of(pair.Type).Split(':')[0], System.Globalization.CultureInfo.InvariantCulture);
            Assert.True(tag == 1 || (tag & 0xFFFFFF) == size, $"{pair.Type.Name}: {tag:x} for {size} bytes");
        });
    }

    [Fact]
    public void Symbols_InTheTable_AreInTheOrderOfTheFunctions()
    {
        Assert.Equal(Enum.GetValues<NvmlFunction>(), NativeSymbols.All.Select(entry => entry.Function));
        Assert.Equal(NativeSymbols.All.Length, NativeSymbols.All.Select(entry => entry.Symbol).Distinct().Count());
        Assert.All(NativeSymbols.All, entry => Assert.StartsWith("nvml", entry.Symbol, StringComparison.Ordinal));
    }
}
