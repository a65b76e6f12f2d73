namespace Krewe.Nvml;

/// <summary>
/// The functions of the library that the binding knows. Each names the exported symbol and the oldest driver branch whose library has it;
/// an older library lacks the symbol, and the call gives <see cref="NvmlReturn.FunctionNotFound"/>.
/// </summary>
public enum NvmlFunction
{
    /// <summary><c>nvmlInit_v2</c>, since R450 or before.</summary>
    Init,
    /// <summary><c>nvmlInitWithFlags</c>, since R450 or before.</summary>
    InitWithFlags,
    /// <summary><c>nvmlShutdown</c>, since R450 or before.</summary>
    Shutdown,
    /// <summary><c>nvmlErrorString</c>, since R450 or before.</summary>
    ErrorString,
    /// <summary><c>nvmlSystemGetDriverVersion</c>, since R450 or before.</summary>
    SystemGetDriverVersion,
    /// <summary><c>nvmlSystemGetNVMLVersion</c>, since R450 or before.</summary>
    SystemGetNvmlVersion,
    /// <summary><c>nvmlSystemGetCudaDriverVersion_v2</c>, since R450 or before.</summary>
    SystemGetCudaDriverVersion,
    /// <summary><c>nvmlSystemGetDriverBranch</c>, since R560.</summary>
    SystemGetDriverBranch,
    /// <summary><c>nvmlSystemGetProcessName</c>, since R450 or before.</summary>
    SystemGetProcessName,
    /// <summary><c>nvmlSystemGetTopologyGpuSet</c>, since R450 or before.</summary>
    SystemGetTopologyGpuSet,
    /// <summary><c>nvmlSystemGetConfComputeState</c>, since R535.</summary>
    SystemGetConfComputeState,
    /// <summary><c>nvmlSystemEventSetCreate</c>, since R575.</summary>
    SystemEventSetCreate,
    /// <summary><c>nvmlSystemRegisterEvents</c>, since R575.</summary>
    SystemRegisterEvents,
    /// <summary><c>nvmlSystemEventSetWait</c>, since R575.</summary>
    SystemEventSetWait,
    /// <summary><c>nvmlSystemEventSetFree</c>, since R575.</summary>
    SystemEventSetFree,
    /// <summary><c>nvmlDeviceGetCount_v2</c>, since R450 or before.</summary>
    DeviceGetCount,
    /// <summary><c>nvmlDeviceGetHandleByIndex_v2</c>, since R450 or before.</summary>
    DeviceGetHandleByIndex,
    /// <summary><c>nvmlDeviceGetHandleByUUID</c>, since R450 or before.</summary>
    DeviceGetHandleByUuid,
    /// <summary><c>nvmlDeviceGetHandleByPciBusId_v2</c>, since R450 or before.</summary>
    DeviceGetHandleByPciBusId,
    /// <summary><c>nvmlDeviceGetName</c>, since R450 or before.</summary>
    DeviceGetName,
    /// <summary><c>nvmlDeviceGetUUID</c>, since R450 or before.</summary>
    DeviceGetUuid,
    /// <summary><c>nvmlDeviceGetSerial</c>, since R450 or before.</summary>
    DeviceGetSerial,
    /// <summary><c>nvmlDeviceGetVbiosVersion</c>, since R450 or before.</summary>
    DeviceGetVbiosVersion,
    /// <summary><c>nvmlDeviceGetBoardPartNumber</c>, since R450 or before.</summary>
    DeviceGetBoardPartNumber,
    /// <summary><c>nvmlDeviceGetGspFirmwareVersion</c>, since R515.</summary>
    DeviceGetGspFirmwareVersion,
    /// <summary><c>nvmlDeviceGetIndex</c>, since R450 or before.</summary>
    DeviceGetIndex,
    /// <summary><c>nvmlDeviceGetMinorNumber</c>, since R450 or before.</summary>
    DeviceGetMinorNumber,
    /// <summary><c>nvmlDeviceGetModuleId</c>, since R535.</summary>
    DeviceGetModuleId,
    /// <summary><c>nvmlDeviceGetPciInfo_v3</c>, since R450 or before.</summary>
    DeviceGetPciInfo,
    /// <summary><c>nvmlDeviceGetPciInfoExt</c>, since R550.</summary>
    DeviceGetPciInfoExt,
    /// <summary><c>nvmlDeviceGetBrand</c>, since R450 or before.</summary>
    DeviceGetBrand,
    /// <summary><c>nvmlDeviceGetArchitecture</c>, since R450 or before.</summary>
    DeviceGetArchitecture,
    /// <summary><c>nvmlDeviceGetCudaComputeCapability</c>, since R450 or before.</summary>
    DeviceGetCudaComputeCapability,
    /// <summary><c>nvmlDeviceGetNumGpuCores</c>, since R510.</summary>
    DeviceGetNumGpuCores,
    /// <summary><c>nvmlDeviceGetVirtualizationMode</c>, since R450 or before.</summary>
    DeviceGetVirtualizationMode,
    /// <summary><c>nvmlDeviceGetMemoryInfo</c>, since R450 or before.</summary>
    DeviceGetMemoryInfo,
    /// <summary><c>nvmlDeviceGetMemoryInfo_v2</c>, since R510.</summary>
    DeviceGetMemoryInfoV2,
    /// <summary><c>nvmlDeviceGetBAR1MemoryInfo</c>, since R450 or before.</summary>
    DeviceGetBar1MemoryInfo,
    /// <summary><c>nvmlDeviceGetUtilizationRates</c>, since R450 or before.</summary>
    DeviceGetUtilizationRates,
    /// <summary><c>nvmlDeviceGetEncoderUtilization</c>, since R450 or before.</summary>
    DeviceGetEncoderUtilization,
    /// <summary><c>nvmlDeviceGetDecoderUtilization</c>, since R450 or before.</summary>
    DeviceGetDecoderUtilization,
    /// <summary><c>nvmlDeviceGetJpgUtilization</c>, since R535.</summary>
    DeviceGetJpegUtilization,
    /// <summary><c>nvmlDeviceGetOfaUtilization</c>, since R535.</summary>
    DeviceGetOpticalFlowUtilization,
    /// <summary><c>nvmlDeviceGetSamples</c>, since R450 or before.</summary>
    DeviceGetSamples,
    /// <summary><c>nvmlDeviceGetPowerUsage</c>, since R450 or before.</summary>
    DeviceGetPowerUsage,
    /// <summary><c>nvmlDeviceGetPowerManagementLimit</c>, since R450 or before.</summary>
    DeviceGetPowerLimit,
    /// <summary><c>nvmlDeviceGetPowerManagementDefaultLimit</c>, since R450 or before.</summary>
    DeviceGetDefaultPowerLimit,
    /// <summary><c>nvmlDeviceGetEnforcedPowerLimit</c>, since R450 or before.</summary>
    DeviceGetEnforcedPowerLimit,
    /// <summary><c>nvmlDeviceGetPowerManagementLimitConstraints</c>, since R450 or before.</summary>
    DeviceGetPowerLimitRange,
    /// <summary><c>nvmlDeviceSetPowerManagementLimit</c>, since R450 or before.</summary>
    DeviceSetPowerLimit,
    /// <summary><c>nvmlDeviceSetPowerManagementLimit_v2</c>, since R535.</summary>
    DeviceSetPowerLimitV2,
    /// <summary><c>nvmlDeviceGetTotalEnergyConsumption</c>, since R450 or before.</summary>
    DeviceGetTotalEnergy,
    /// <summary><c>nvmlDeviceGetTemperatureV</c>, since R570.</summary>
    DeviceGetTemperatureV,
    /// <summary><c>nvmlDeviceGetTemperature</c>, since R450 or before.</summary>
    DeviceGetTemperature,
    /// <summary><c>nvmlDeviceGetMarginTemperature</c>, since R570.</summary>
    DeviceGetMarginTemperature,
    /// <summary><c>nvmlDeviceGetTemperatureThreshold</c>, since R450 or before.</summary>
    DeviceGetTemperatureThreshold,
    /// <summary><c>nvmlDeviceGetFanSpeed</c>, since R450 or before.</summary>
    DeviceGetFanSpeed,
    /// <summary><c>nvmlDeviceGetFanSpeed_v2</c>, since R450 or before.</summary>
    DeviceGetFanSpeedV2,
    /// <summary><c>nvmlDeviceGetClockInfo</c>, since R450 or before.</summary>
    DeviceGetClock,
    /// <summary><c>nvmlDeviceGetMaxClockInfo</c>, since R450 or before.</summary>
    DeviceGetMaxClock,
    /// <summary><c>nvmlDeviceGetCurrentClocksEventReasons</c>, since R535.</summary>
    DeviceGetClockEventReasons,
    /// <summary><c>nvmlDeviceGetCurrentClocksThrottleReasons</c>, since R450 or before.</summary>
    DeviceGetClockThrottleReasons,
    /// <summary><c>nvmlDeviceGetSupportedClocksEventReasons</c>, since R535.</summary>
    DeviceGetSupportedClockEventReasons,
    /// <summary><c>nvmlDeviceGetSupportedClocksThrottleReasons</c>, since R450 or before.</summary>
    DeviceGetSupportedClockThrottleReasons,
    /// <summary><c>nvmlDeviceGetPerformanceState</c>, since R450 or before.</summary>
    DeviceGetPerformanceState,
    /// <summary><c>nvmlDeviceSetGpuLockedClocks</c>, since R450 or before.</summary>
    DeviceSetLockedClocks,
    /// <summary><c>nvmlDeviceResetGpuLockedClocks</c>, since R450 or before.</summary>
    DeviceResetLockedClocks,
    /// <summary><c>nvmlDeviceGetEccMode</c>, since R450 or before.</summary>
    DeviceGetEccMode,
    /// <summary><c>nvmlDeviceGetTotalEccErrors</c>, since R450 or before.</summary>
    DeviceGetTotalEccErrors,
    /// <summary><c>nvmlDeviceGetMemoryErrorCounter</c>, since R450 or before.</summary>
    DeviceGetMemoryErrorCounter,
    /// <summary><c>nvmlDeviceGetSramEccErrorStatus</c>, since R550.</summary>
    DeviceGetSramEccErrorStatus,
    /// <summary><c>nvmlDeviceGetRemappedRows</c>, since R450 or before.</summary>
    DeviceGetRemappedRows,
    /// <summary><c>nvmlDeviceGetRowRemapperHistogram</c>, since R455.</summary>
    DeviceGetRowRemapperHistogram,
    /// <summary><c>nvmlDeviceGetRetiredPages_v2</c>, since R450 or before.</summary>
    DeviceGetRetiredPages,
    /// <summary><c>nvmlDeviceGetRetiredPagesPendingStatus</c>, since R450 or before.</summary>
    DeviceGetRetiredPagesPending,
    /// <summary><c>nvmlDeviceGetRepairStatus</c>, since R580.</summary>
    DeviceGetRepairStatus,
    /// <summary><c>nvmlDeviceGetPcieThroughput</c>, since R450 or before.</summary>
    DeviceGetPcieThroughput,
    /// <summary><c>nvmlDeviceGetCurrPcieLinkGeneration</c>, since R450 or before.</summary>
    DeviceGetPcieLinkGeneration,
    /// <summary><c>nvmlDeviceGetCurrPcieLinkWidth</c>, since R450 or before.</summary>
    DeviceGetPcieLinkWidth,
    /// <summary><c>nvmlDeviceGetMaxPcieLinkGeneration</c>, since R450 or before.</summary>
    DeviceGetMaxPcieLinkGeneration,
    /// <summary><c>nvmlDeviceGetMaxPcieLinkWidth</c>, since R450 or before.</summary>
    DeviceGetMaxPcieLinkWidth,
    /// <summary><c>nvmlDeviceGetPcieReplayCounter</c>, since R450 or before.</summary>
    DeviceGetPcieReplayCounter,
    /// <summary><c>nvmlDeviceGetPcieSpeed</c>, since R515.</summary>
    DeviceGetPcieSpeed,
    /// <summary><c>nvmlDeviceGetNvLinkState</c>, since R450 or before.</summary>
    DeviceGetNvLinkState,
    /// <summary><c>nvmlDeviceGetNvLinkVersion</c>, since R450 or before.</summary>
    DeviceGetNvLinkVersion,
    /// <summary><c>nvmlDeviceGetNvLinkCapability</c>, since R450 or before.</summary>
    DeviceGetNvLinkCapability,
    /// <summary><c>nvmlDeviceGetNvLinkRemotePciInfo_v2</c>, since R450 or before.</summary>
    DeviceGetNvLinkRemotePciInfo,
    /// <summary><c>nvmlDeviceGetNvLinkRemoteDeviceType</c>, since R470.</summary>
    DeviceGetNvLinkRemoteDeviceType,
    /// <summary><c>nvmlDeviceGetNvLinkErrorCounter</c>, since R450 or before.</summary>
    DeviceGetNvLinkErrorCounter,
    /// <summary><c>nvmlDeviceGetNvLinkInfo</c>, since R580.</summary>
    DeviceGetNvLinkInfo,
    /// <summary><c>nvmlDeviceGetGpuFabricInfoV</c>, since R550.</summary>
    DeviceGetFabricInfo,
    /// <summary><c>nvmlDeviceGetTopologyCommonAncestor</c>, since R450 or before.</summary>
    DeviceGetTopologyCommonAncestor,
    /// <summary><c>nvmlDeviceGetTopologyNearestGpus</c>, since R450 or before.</summary>
    DeviceGetTopologyNearestGpus,
    /// <summary><c>nvmlDeviceGetP2PStatus</c>, since R450 or before.</summary>
    DeviceGetP2PStatus,
    /// <summary><c>nvmlDeviceGetCpuAffinity</c>, since R450 or before.</summary>
    DeviceGetCpuAffinity,
    /// <summary><c>nvmlDeviceGetCpuAffinityWithinScope</c>, since R450 or before.</summary>
    DeviceGetCpuAffinityWithinScope,
    /// <summary><c>nvmlDeviceGetMemoryAffinity</c>, since R450 or before.</summary>
    DeviceGetMemoryAffinity,
    /// <summary><c>nvmlDeviceGetNumaNodeId</c>, since R550.</summary>
    DeviceGetNumaNode,
    /// <summary><c>nvmlDeviceGetComputeRunningProcesses_v3</c>, since R510.</summary>
    DeviceGetComputeProcesses,
    /// <summary><c>nvmlDeviceGetComputeRunningProcesses_v2</c>, since R450 or before.</summary>
    DeviceGetComputeProcessesV2,
    /// <summary><c>nvmlDeviceGetGraphicsRunningProcesses_v3</c>, since R510.</summary>
    DeviceGetGraphicsProcesses,
    /// <summary><c>nvmlDeviceGetGraphicsRunningProcesses_v2</c>, since R450 or before.</summary>
    DeviceGetGraphicsProcessesV2,
    /// <summary><c>nvmlDeviceGetMPSComputeRunningProcesses_v3</c>, since R510.</summary>
    DeviceGetMpsProcesses,
    /// <summary><c>nvmlDeviceGetMPSComputeRunningProcesses_v2</c>, since R450 or before.</summary>
    DeviceGetMpsProcessesV2,
    /// <summary><c>nvmlDeviceGetRunningProcessDetailList</c>, since R535.</summary>
    DeviceGetProcessDetails,
    /// <summary><c>nvmlDeviceGetConfComputeMemSizeInfo</c>, since R535.</summary>
    DeviceGetConfComputeMemorySize,
    /// <summary><c>nvmlDeviceGetProcessUtilization</c>, since R450 or before.</summary>
    DeviceGetProcessUtilization,
    /// <summary><c>nvmlDeviceGetProcessesUtilizationInfo</c>, since R550.</summary>
    DeviceGetProcessesUtilizationInfo,
    /// <summary><c>nvmlDeviceGetAccountingMode</c>, since R450 or before.</summary>
    DeviceGetAccountingMode,
    /// <summary><c>nvmlDeviceSetAccountingMode</c>, since R450 or before.</summary>
    DeviceSetAccountingMode,
    /// <summary><c>nvmlDeviceGetAccountingPids</c>, since R450 or before.</summary>
    DeviceGetAccountingPids,
    /// <summary><c>nvmlDeviceGetAccountingStats</c>, since R450 or before.</summary>
    DeviceGetAccountingStats,
    /// <summary><c>nvmlDeviceGetAccountingBufferSize</c>, since R450 or before.</summary>
    DeviceGetAccountingBufferSize,
    /// <summary><c>nvmlDeviceGetComputeMode</c>, since R450 or before.</summary>
    DeviceGetComputeMode,
    /// <summary><c>nvmlDeviceSetComputeMode</c>, since R450 or before.</summary>
    DeviceSetComputeMode,
    /// <summary><c>nvmlDeviceGetPersistenceMode</c>, since R450 or before.</summary>
    DeviceGetPersistenceMode,
    /// <summary><c>nvmlDeviceSetPersistenceMode</c>, since R450 or before.</summary>
    DeviceSetPersistenceMode,
    /// <summary><c>nvmlDeviceGetMigMode</c>, since R450 or before.</summary>
    DeviceGetMigMode,
    /// <summary><c>nvmlDeviceSetMigMode</c>, since R450 or before.</summary>
    DeviceSetMigMode,
    /// <summary><c>nvmlDeviceGetMaxMigDeviceCount</c>, since R450 or before.</summary>
    DeviceGetMaxMigDeviceCount,
    /// <summary><c>nvmlDeviceGetMigDeviceHandleByIndex</c>, since R450 or before.</summary>
    DeviceGetMigDeviceHandleByIndex,
    /// <summary><c>nvmlDeviceIsMigDeviceHandle</c>, since R450 or before.</summary>
    DeviceIsMigDeviceHandle,
    /// <summary><c>nvmlDeviceGetDeviceHandleFromMigDeviceHandle</c>, since R450 or before.</summary>
    DeviceGetDeviceHandleFromMigDeviceHandle,
    /// <summary><c>nvmlDeviceGetGpuInstanceId</c>, since R450 or before.</summary>
    DeviceGetGpuInstanceId,
    /// <summary><c>nvmlDeviceGetComputeInstanceId</c>, since R450 or before.</summary>
    DeviceGetComputeInstanceId,
    /// <summary><c>nvmlDeviceGetAttributes_v2</c>, since R455.</summary>
    DeviceGetAttributes,
    /// <summary><c>nvmlDeviceGetGpuInstanceProfileInfo</c>, since R450 or before.</summary>
    DeviceGetGpuInstanceProfileInfo,
    /// <summary><c>nvmlDeviceGetGpuInstanceProfileInfoV</c>, since R510.</summary>
    DeviceGetGpuInstanceProfileInfoV,
    /// <summary><c>nvmlDeviceGetGpuInstanceRemainingCapacity</c>, since R450 or before.</summary>
    DeviceGetGpuInstanceRemainingCapacity,
    /// <summary><c>nvmlDeviceGetGpuInstancePossiblePlacements_v2</c>, since R470.</summary>
    DeviceGetGpuInstancePossiblePlacements,
    /// <summary><c>nvmlDeviceGetGpuInstances</c>, since R450 or before.</summary>
    DeviceGetGpuInstances,
    /// <summary><c>nvmlDeviceGetGpuInstanceById</c>, since R450 or before.</summary>
    DeviceGetGpuInstanceById,
    /// <summary><c>nvmlDeviceCreateGpuInstance</c>, since R450 or before.</summary>
    DeviceCreateGpuInstance,
    /// <summary><c>nvmlDeviceCreateGpuInstanceWithPlacement</c>, since R460.</summary>
    DeviceCreateGpuInstanceWithPlacement,
    /// <summary><c>nvmlGpuInstanceDestroy</c>, since R450 or before.</summary>
    GpuInstanceDestroy,
    /// <summary><c>nvmlGpuInstanceGetInfo</c>, since R450 or before.</summary>
    GpuInstanceGetInfo,
    /// <summary><c>nvmlGpuInstanceGetComputeInstanceProfileInfo</c>, since R450 or before.</summary>
    GpuInstanceGetComputeInstanceProfileInfo,
    /// <summary><c>nvmlGpuInstanceGetComputeInstanceProfileInfoV</c>, since R510.</summary>
    GpuInstanceGetComputeInstanceProfileInfoV,
    /// <summary><c>nvmlGpuInstanceCreateComputeInstance</c>, since R450 or before.</summary>
    GpuInstanceCreateComputeInstance,
    /// <summary><c>nvmlGpuInstanceGetComputeInstances</c>, since R450 or before.</summary>
    GpuInstanceGetComputeInstances,
    /// <summary><c>nvmlComputeInstanceDestroy</c>, since R450 or before.</summary>
    ComputeInstanceDestroy,
    /// <summary><c>nvmlComputeInstanceGetInfo_v2</c>, since R460.</summary>
    ComputeInstanceGetInfo,
    /// <summary><c>nvmlGpmQueryDeviceSupport</c>, since R520.</summary>
    GpmQueryDeviceSupport,
    /// <summary><c>nvmlGpmSampleAlloc</c>, since R520.</summary>
    GpmSampleAlloc,
    /// <summary><c>nvmlGpmSampleFree</c>, since R520.</summary>
    GpmSampleFree,
    /// <summary><c>nvmlGpmSampleGet</c>, since R520.</summary>
    GpmSampleGet,
    /// <summary><c>nvmlGpmMigSampleGet</c>, since R525.</summary>
    GpmMigSampleGet,
    /// <summary><c>nvmlGpmMetricsGet</c>, since R520.</summary>
    GpmMetricsGet,
    /// <summary><c>nvmlGpmQueryIfStreamingEnabled</c>, since R535.</summary>
    GpmQueryIfStreamingEnabled,
    /// <summary><c>nvmlGpmSetStreamingEnabled</c>, since R535.</summary>
    GpmSetStreamingEnabled,
    /// <summary><c>nvmlEventSetCreate</c>, since R450 or before.</summary>
    EventSetCreate,
    /// <summary><c>nvmlDeviceGetSupportedEventTypes</c>, since R450 or before.</summary>
    DeviceGetSupportedEventTypes,
    /// <summary><c>nvmlDeviceRegisterEvents</c>, since R450 or before.</summary>
    DeviceRegisterEvents,
    /// <summary><c>nvmlEventSetWait_v2</c>, since R450 or before.</summary>
    EventSetWait,
    /// <summary><c>nvmlEventSetFree</c>, since R450 or before.</summary>
    EventSetFree,
    /// <summary><c>nvmlDeviceGetFieldValues</c>, since R450 or before.</summary>
    DeviceGetFieldValues,
    /// <summary><c>nvmlDeviceClearFieldValues</c>, since R525.</summary>
    DeviceClearFieldValues,
}
