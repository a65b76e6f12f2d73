/* The quantities of a device: each from a number or text of the scenario. */
#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>
#include "state.h"

/* A number into *to. What is not set is not supported; under MIG utilization is not. */
static int number32(int function, void *device, int number, u32 *to, bool under_mig) {
    Gpu *gpu;
    int code = begin_gpu(function, device, &gpu);
    if (code) return code;
    if (!to) return end(INVALID_ARGUMENT);
    if (!has(gpu, number) || (!under_mig && has(gpu, N_mig) && whole(gpu, N_mig))) return end(NOT_SUPPORTED);
    *to = (u32)whole(gpu, number);
    return end(OK);
}

static int number64(int function, void *device, int number, u64 *to) {
    Gpu *gpu;
    int code = begin_gpu(function, device, &gpu);
    if (code) return code;
    if (!to) return end(INVALID_ARGUMENT);
    if (!has(gpu, number)) return end(NOT_SUPPORTED);
    *to = whole(gpu, number);
    return end(OK);
}

static int pair32(int function, void *device, int first, int second, u32 *a, u32 *b) {
    Gpu *gpu;
    int code = begin_gpu(function, device, &gpu);
    if (code) return code;
    if (!a || !b) return end(INVALID_ARGUMENT);
    if (!has(gpu, first)) return end(NOT_SUPPORTED);
    *a = (u32)whole(gpu, first);
    *b = has(gpu, second) ? (u32)whole(gpu, second) : *a;
    return end(OK);
}

static int text(int function, void *device, int which, char *to, u32 length) {
    Gpu *gpu;
    int code = begin_gpu(function, device, &gpu);
    return code ? code : end(put_text(to, length, gpu->texts[which]));
}

static int set32(int function, void *device, int number, u32 value) {
    Gpu *gpu;
    int code = begin_gpu(function, device, &gpu);
    if (code) return code;
    if (!has(gpu, number)) return end(NOT_SUPPORTED);
    gpu->numbers[number] = (Number){ .count = 1, .values = { value } };
    return end(OK);
}

#define U32(symbol, number) API int symbol(void *device, u32 *to) { return number32(F_##symbol, device, N_##number, to, true); }
#define U32_NOT_MIG(symbol, number) API int symbol(void *device, u32 *to) { return number32(F_##symbol, device, N_##number, to, false); }
#define U64(symbol, number) API int symbol(void *device, u64 *to) { return number64(F_##symbol, device, N_##number, to); }
#define PAIR(symbol, a, b) API int symbol(void *device, u32 *x, u32 *y) { return pair32(F_##symbol, device, N_##a, N_##b, x, y); }
#define TEXT(symbol, which) API int symbol(void *device, char *to, u32 length) { return text(F_##symbol, device, T_##which, to, length); }
#define SET(symbol, number) API int symbol(void *device, u32 value) { return set32(F_##symbol, device, N_##number, value); }

TEXT(nvmlDeviceGetSerial, serial)
TEXT(nvmlDeviceGetVbiosVersion, vbios)
TEXT(nvmlDeviceGetBoardPartNumber, part)
API int nvmlDeviceGetGspFirmwareVersion(void *device, char *to) { return text(F_nvmlDeviceGetGspFirmwareVersion, device, T_gsp, to, 64); }
U32(nvmlDeviceGetMinorNumber, index_minor)
U32(nvmlDeviceGetModuleId, module_id)
U32(nvmlDeviceGetBrand, brand)
U32(nvmlDeviceGetArchitecture, arch)
PAIR(nvmlDeviceGetCudaComputeCapability, cc_major, cc_minor)
U32_NOT_MIG(nvmlDeviceGetNumGpuCores, cores)
U32(nvmlDeviceGetVirtualizationMode, virtualization)
U32_NOT_MIG(nvmlDeviceGetComputeMode, compute_mode)
SET(nvmlDeviceSetComputeMode, compute_mode)
U32(nvmlDeviceGetPersistenceMode, persistence)
SET(nvmlDeviceSetPersistenceMode, persistence)
U32(nvmlDeviceGetPowerUsage, power_mw)
U32(nvmlDeviceGetPowerManagementLimit, power_limit_mw)
U32(nvmlDeviceGetPowerManagementDefaultLimit, power_default_mw)
U32(nvmlDeviceGetEnforcedPowerLimit, power_limit_mw)
PAIR(nvmlDeviceGetPowerManagementLimitConstraints, power_min_mw, power_max_mw)
U64(nvmlDeviceGetTotalEnergyConsumption, energy_mj)
U32(nvmlDeviceGetFanSpeed, fan)
U64(nvmlDeviceGetCurrentClocksEventReasons, reasons)
U64(nvmlDeviceGetCurrentClocksThrottleReasons, reasons)
U64(nvmlDeviceGetSupportedClocksEventReasons, reasons_supported)
U64(nvmlDeviceGetSupportedClocksThrottleReasons, reasons_supported)
U32(nvmlDeviceGetPerformanceState, pstate)
PAIR(nvmlDeviceGetEccMode, ecc, ecc_pending)
U32(nvmlDeviceGetRetiredPagesPendingStatus, retired_pending)
U32(nvmlDeviceGetCurrPcieLinkGeneration, pcie_gen)
U32(nvmlDeviceGetCurrPcieLinkWidth, pcie_width)
U32(nvmlDeviceGetMaxPcieLinkGeneration, pcie_gen_max)
U32(nvmlDeviceGetMaxPcieLinkWidth, pcie_width_max)
U32(nvmlDeviceGetPcieReplayCounter, pcie_replays)
U32(nvmlDeviceGetPcieSpeed, pcie_speed)
U32(nvmlDeviceGetNumaNodeId, numa)
U32_NOT_MIG(nvmlDeviceGetAccountingMode, accounting)
SET(nvmlDeviceSetAccountingMode, accounting)
U32(nvmlDeviceGetAccountingBufferSize, accounting_size)
PAIR(nvmlDeviceGetMigMode, mig, mig_pending)
U32(nvmlGpmQueryIfStreamingEnabled, gpm_streaming)
SET(nvmlGpmSetStreamingEnabled, gpm_streaming)
U64(nvmlDeviceGetSupportedEventTypes, events)

#define VIDEO(symbol, number) API int symbol(void *device, u32 *percent, u32 *period) { \
    int code = number32(F_##symbol, device, N_##number, percent, false); if (!code && period) *period = 167000; return code; }
VIDEO(nvmlDeviceGetEncoderUtilization, util_enc)
VIDEO(nvmlDeviceGetDecoderUtilization, util_dec)
VIDEO(nvmlDeviceGetJpgUtilization, util_jpg)
VIDEO(nvmlDeviceGetOfaUtilization, util_ofa)

/* What depends on an index: a number of the row, or the given code after its end. */
static int indexed(int function, void *device, const int *numbers, u32 count, u32 index, u32 *to) {
    return number32(function, device, index < count ? numbers[index] : numbers[0], index < count ? to : NULL, true);
}
API int nvmlDeviceGetClockInfo(void *device, u32 clock, u32 *to) {
    static const int numbers[] = { N_clock_graphics, N_clock_sm, N_clock_mem, N_clock_video };
    return indexed(F_nvmlDeviceGetClockInfo, device, numbers, 4, clock, to);
}
API int nvmlDeviceGetMaxClockInfo(void *device, u32 clock, u32 *to) {
    static const int numbers[] = { N_clock_max_graphics, N_clock_max_sm, N_clock_max_mem, N_clock_max_video };
    return indexed(F_nvmlDeviceGetMaxClockInfo, device, numbers, 4, clock, to);
}
API int nvmlDeviceGetTemperatureThreshold(void *device, u32 type, u32 *to) {
    static const int numbers[] = { N_temp_shutdown_c, N_temp_slowdown_c, N_temp_mem_max_c, N_temp_gpu_max_c };
    return indexed(F_nvmlDeviceGetTemperatureThreshold, device, numbers, 4, type, to);
}
API int nvmlDeviceGetPcieThroughput(void *device, u32 direction, u32 *to) {
    static const int numbers[] = { N_pcie_tx_kbs, N_pcie_rx_kbs };
    return indexed(F_nvmlDeviceGetPcieThroughput, device, numbers, 2, direction, to);
}
API int nvmlDeviceGetFanSpeed_v2(void *device, u32 fan, u32 *to) {
    static const int numbers[] = { N_fan };
    return indexed(F_nvmlDeviceGetFanSpeed_v2, device, numbers, 1, fan, to);
}
API int nvmlDeviceGetTemperature(void *device, u32 sensor, u32 *to) {
    static const int numbers[] = { N_temp_c };
    return indexed(F_nvmlDeviceGetTemperature, device, numbers, 1, sensor, to);
}

#define WITH_GPU(symbol) Gpu *gpu; int code = begin_gpu(F_##symbol, device, &gpu); if (code) return code
#define VERSIONED(pointer, type, number) if (!(pointer)) return end(INVALID_ARGUMENT); if ((pointer)->version != TAG(type, number)) return end(VERSION_MISMATCH)
#define NEEDS(number) if (!has(gpu, number)) return end(NOT_SUPPORTED)

API int nvmlDeviceGetTemperatureV(void *device, Temperature *to) {
    WITH_GPU(nvmlDeviceGetTemperatureV); VERSIONED(to, Temperature, 1); NEEDS(N_temp_c);
    if (to->sensor) return end(INVALID_ARGUMENT);
    to->celsius = (int)whole(gpu, N_temp_c);
    return end(OK);
}
API int nvmlDeviceGetMarginTemperature(void *device, Margin *to) {
    WITH_GPU(nvmlDeviceGetMarginTemperature); VERSIONED(to, Margin, 1); NEEDS(N_temp_margin_c);
    to->celsius = (int)whole(gpu, N_temp_margin_c);
    return end(OK);
}
API int nvmlDeviceSetPowerManagementLimit(void *device, u32 milliwatts) {
    WITH_GPU(nvmlDeviceSetPowerManagementLimit);
    if (milliwatts < whole(gpu, N_power_min_mw) || milliwatts > whole(gpu, N_power_max_mw)) return end(INVALID_ARGUMENT);
    gpu->numbers[N_power_limit_mw] = (Number){ .count = 1, .values = { milliwatts } };
    return end(OK);
}
API int nvmlDeviceSetPowerManagementLimit_v2(void *device, PowerValue *value) {
    WITH_GPU(nvmlDeviceSetPowerManagementLimit_v2); VERSIONED(value, PowerValue, 2);
    return end(value->scope > 2 ? INVALID_ARGUMENT : OK);
}
API int nvmlDeviceSetGpuLockedClocks(void *device, u32 min, u32 max) {
    WITH_GPU(nvmlDeviceSetGpuLockedClocks);
    return end(min > max ? INVALID_ARGUMENT : OK);
}
API int nvmlDeviceResetGpuLockedClocks(void *device) { WITH_GPU(nvmlDeviceResetGpuLockedClocks); return end(OK); }
API int nvmlDeviceGetUtilizationRates(void *device, Utilization *to) {
    WITH_GPU(nvmlDeviceGetUtilizationRates); NEEDS(N_util_gpu);
    if (has(gpu, N_mig) && whole(gpu, N_mig)) return end(NOT_SUPPORTED);
    *to = (Utilization){ (u32)whole(gpu, N_util_gpu), (u32)whole(gpu, N_util_mem) };
    return end(OK);
}
API int nvmlDeviceGetBAR1MemoryInfo(void *device, Memory1 *to) {
    WITH_GPU(nvmlDeviceGetBAR1MemoryInfo); NEEDS(N_bar1_total);
    *to = (Memory1){ whole(gpu, N_bar1_total), whole(gpu, N_bar1_total) - whole(gpu, N_bar1_used), whole(gpu, N_bar1_used) };
    return end(OK);
}

static void fill_pci(const Gpu *gpu, Pci *to) {
    u32 domain = (u32)whole(gpu, N_pci_domain), bus = (u32)whole(gpu, N_pci_bus), device = (u32)whole(gpu, N_pci_device);
    *to = (Pci){ .domain = domain, .bus = bus, .device = device, .id = (u32)whole(gpu, N_pci_id), .subsystem = (u32)whole(gpu, N_pci_subsystem) };
    snprintf(to->legacy, sizeof to->legacy, "%04X:%02X:%02X.0", domain & 0xffff, bus & 0xff, device & 0xff);
    snprintf(to->bus_id, sizeof to->bus_id, "%08X:%02X:%02X.0", domain, bus, device);
}
API int nvmlDeviceGetPciInfo_v3(void *device, Pci *to) {
    WITH_GPU(nvmlDeviceGetPciInfo_v3);
    fill_pci(gpu, to);
    return end(OK);
}
API int nvmlDeviceGetPciInfoExt(void *device, PciExt *to) {
    WITH_GPU(nvmlDeviceGetPciInfoExt); VERSIONED(to, PciExt, 1);
    Pci pci;
    fill_pci(gpu, &pci);
    to->domain = pci.domain; to->bus = pci.bus; to->device = pci.device; to->id = pci.id; to->subsystem = pci.subsystem;
    to->base_class = (u32)whole(gpu, N_pci_base_class);
    to->sub_class = (u32)whole(gpu, N_pci_sub_class);
    memcpy(to->bus_id, pci.bus_id, sizeof to->bus_id);
    return end(OK);
}

API int nvmlDeviceGetTotalEccErrors(void *device, int bad, int ever, u64 *to) {
    static const int numbers[2][2] = { { N_ecc_corrected, N_ecc_corrected_ever }, { N_ecc_uncorrected, N_ecc_uncorrected_ever } };
    if (bad < 0 || bad > 1 || ever < 0 || ever > 1) return number64(F_nvmlDeviceGetTotalEccErrors, device, N_ecc_corrected, NULL);
    return number64(F_nvmlDeviceGetTotalEccErrors, device, numbers[bad][ever], to);
}
API int nvmlDeviceGetMemoryErrorCounter(void *device, int bad, int ever, int place, u64 *to) {
    (void)bad; (void)ever;
    WITH_GPU(nvmlDeviceGetMemoryErrorCounter);
    if (place < 0 || place > 7 || !to) return end(INVALID_ARGUMENT);
    if (place != 2 && place != 7) return end(NOT_SUPPORTED);
    NEEDS(N_ecc_dram);
    *to = whole(gpu, place == 2 ? N_ecc_dram : N_ecc_sram);
    return end(OK);
}
API int nvmlDeviceGetSramEccErrorStatus(void *device, SramStatus *to) {
    WITH_GPU(nvmlDeviceGetSramEccErrorStatus); VERSIONED(to, SramStatus, 1); NEEDS(N_sram_exceeded);
    for (int i = 0; i < 11; i++) to->counts[i] = (u64)i + whole(gpu, N_ecc_sram);
    to->exceeded = (u32)whole(gpu, N_sram_exceeded);
    return end(OK);
}
API int nvmlDeviceGetRemappedRows(void *device, u32 *corrected, u32 *uncorrected, u32 *pending, u32 *failed) {
    WITH_GPU(nvmlDeviceGetRemappedRows); NEEDS(N_remap_corrected);
    if (has(gpu, N_mig) && whole(gpu, N_mig)) return end(NOT_SUPPORTED);
    *corrected = (u32)whole(gpu, N_remap_corrected);
    *uncorrected = (u32)whole(gpu, N_remap_uncorrected);
    *pending = (u32)whole(gpu, N_remap_pending);
    *failed = (u32)whole(gpu, N_remap_failed);
    return end(OK);
}
API int nvmlDeviceGetRowRemapperHistogram(void *device, Histogram *to) {
    WITH_GPU(nvmlDeviceGetRowRemapperHistogram); NEEDS(N_rows_max);
    *to = (Histogram){ (u32)whole(gpu, N_rows_max), 0, 0, (u32)whole(gpu, N_rows_low), 0 };
    return end(OK);
}
API int nvmlDeviceGetRetiredPages_v2(void *device, u32 cause, u32 *count, u64 *addresses, u64 *times) {
    WITH_GPU(nvmlDeviceGetRetiredPages_v2); NEEDS(N_retired_pages);
    if (cause > 1 || !count) return end(INVALID_ARGUMENT);
    u32 pages = (u32)whole(gpu, N_retired_pages), room = *count;
    *count = pages;
    if (room < pages) return end(INSUFFICIENT_SIZE);
    for (u32 i = 0; i < pages && addresses && times; i++) { addresses[i] = 4096ull * (i + 1); times[i] = 1000000ull * (i + 1); }
    return end(OK);
}
API int nvmlDeviceGetRepairStatus(void *device, Repair *to) {
    WITH_GPU(nvmlDeviceGetRepairStatus); VERSIONED(to, Repair, 1); NEEDS(N_repair_channel);
    to->channel = (u32)whole(gpu, N_repair_channel);
    to->tpc = (u32)whole(gpu, N_repair_tpc);
    return end(OK);
}

/* NVLink: all links of a device are alike; the other end is a switch. */
static int link_number(int function, void *device, u32 link, int number, u32 *to) {
    Gpu *gpu;
    int code = begin_gpu(function, device, &gpu);
    if (code) return code;
    NEEDS(N_links);
    if (link >= whole(gpu, N_links) || !to) return end(INVALID_ARGUMENT);
    *to = number < 0 ? 1 : (u32)whole(gpu, number);
    return end(OK);
}
API int nvmlDeviceGetNvLinkState(void *device, u32 link, u32 *to) { return link_number(F_nvmlDeviceGetNvLinkState, device, link, -1, to); }
API int nvmlDeviceGetNvLinkVersion(void *device, u32 link, u32 *to) { return link_number(F_nvmlDeviceGetNvLinkVersion, device, link, N_link_version, to); }
API int nvmlDeviceGetNvLinkCapability(void *device, u32 link, u32 capability, u32 *to) {
    int code = link_number(F_nvmlDeviceGetNvLinkCapability, device, link, -1, to);
    if (!code && capability == 4) *to = 0;
    return code;
}
API int nvmlDeviceGetNvLinkRemoteDeviceType(void *device, u32 link, u32 *to) {
    int code = link_number(F_nvmlDeviceGetNvLinkRemoteDeviceType, device, link, -1, to);
    if (!code) *to = 2;
    return code;
}
API int nvmlDeviceGetNvLinkRemotePciInfo_v2(void *device, u32 link, Pci *to) {
    u32 any;
    int code = link_number(F_nvmlDeviceGetNvLinkRemotePciInfo_v2, device, link, -1, &any);
    if (code) return code;
    *to = (Pci){ .bus = 200 + link % 4, .id = 0x22a310de };
    snprintf(to->bus_id, sizeof to->bus_id, "00000000:%02X:00.0", to->bus);
    return OK;
}
API int nvmlDeviceGetNvLinkErrorCounter(void *device, u32 link, u32 counter, u64 *to) {
    u32 errors = 0;
    (void)counter;
    int code = link_number(F_nvmlDeviceGetNvLinkErrorCounter, device, link, N_link_errors, &errors);
    if (!code) *to = errors;
    return code;
}
API int nvmlDeviceGetNvLinkInfo(void *device, void *to) {
    WITH_GPU(nvmlDeviceGetNvLinkInfo); NEEDS(N_links);
    if (!to) return end(INVALID_ARGUMENT);
    Link1 *one = to;
    if (one->version == TAG(Link1, 1)) { one->encrypted = (u32)whole(gpu, N_link_encrypted); return end(OK); }
    if (one->version != TAG(Link2, 2)) return end(VERSION_MISMATCH);
    Link2 *two = to;
    two->encrypted = (u32)whole(gpu, N_link_encrypted);
    two->count = 2;
    two->firmware[0] = (Firmware){ 1, 28, 2048, 4 };
    two->firmware[1] = (Firmware){ 2, 3, 1, 0 };
    return end(OK);
}
API int nvmlDeviceGetGpuFabricInfoV(void *device, void *to) {
    WITH_GPU(nvmlDeviceGetGpuFabricInfoV); NEEDS(N_fabric_state);
    if (!to) return end(INVALID_ARGUMENT);
    Fabric3 *info = to;
    bool newest = info->version == TAG(Fabric3, 3) && world.driver_major >= 580;
    if (!newest && info->version != TAG(Fabric2, 2)) return end(VERSION_MISMATCH);
    for (int i = 0; i < 16; i++) info->cluster[i] = (uint8_t)(i + 1);
    info->status = (u32)whole(gpu, N_fabric_status);
    info->clique = (u32)whole(gpu, N_fabric_clique);
    info->state = (uint8_t)whole(gpu, N_fabric_state);
    info->mask = (u32)whole(gpu, N_fabric_mask);
    if (newest) info->summary = (uint8_t)whole(gpu, N_fabric_health);
    return end(OK);
}

/* Topology. */
static int two_gpus(int function, void *first, void *second, Gpu **a, Gpu **b) {
    int code = begin_gpu(function, first, a);
    if (code) return code;
    Handle *handle = handle_of(second, KIND_GPU);
    if (!handle) return end(INVALID_ARGUMENT);
    *b = &world.gpus[handle->gpu];
    return OK;
}
API int nvmlDeviceGetTopologyCommonAncestor(void *first, void *second, u32 *to) {
    Gpu *a = NULL, *b = NULL;
    int code = two_gpus(F_nvmlDeviceGetTopologyCommonAncestor, first, second, &a, &b);
    if (code) return code;
    *to = world.topology[a - world.gpus][b - world.gpus];
    return end(OK);
}
API int nvmlDeviceGetP2PStatus(void *first, void *second, u32 capability, u32 *to) {
    Gpu *a = NULL, *b = NULL;
    int code = two_gpus(F_nvmlDeviceGetP2PStatus, first, second, &a, &b);
    if (code) return code;
    if (capability > 4) return end(INVALID_ARGUMENT);
    *to = capability == 2 && (!has(a, N_links) || !has(b, N_links)) ? 5 : 0;
    return end(OK);
}
API int nvmlDeviceGetTopologyNearestGpus(void *device, u32 level, u32 *count, void **to) {
    WITH_GPU(nvmlDeviceGetTopologyNearestGpus);
    u32 found = 0;
    for (int i = 0; i < MAX_GPUS; i++) {
        if (!world.gpus[i].present || &world.gpus[i] == gpu || world.topology[gpu - world.gpus][i] > level) continue;
        if (to && found < *count) to[found] = world.gpus[i].handle;
        found++;
    }
    *count = found;
    return end(OK);
}
API int nvmlSystemGetTopologyGpuSet(u32 cpu, u32 *count, void **to) {
    int code = begin(F_nvmlSystemGetTopologyGpuSet);
    if (code) return code;
    u32 found = 0;
    for (int i = 0; i < MAX_GPUS; i++) {
        if (!world.gpus[i].present || cpu >= whole(&world.gpus[i], N_cpus)) continue;
        if (to && found < *count) to[found] = world.gpus[i].handle;
        found++;
    }
    *count = found;
    return end(OK);
}
static int mask(int function, void *device, u32 words, unsigned long *to, bool nodes) {
    Gpu *gpu;
    int code = begin_gpu(function, device, &gpu);
    if (code) return code;
    NEEDS(N_cpus);
    if (!words || !to) return end(INVALID_ARGUMENT);
    memset(to, 0, words * sizeof *to);
    for (u64 i = 0; i < (nodes ? 1 : whole(gpu, N_cpus)) && i / (8 * sizeof *to) < words; i++) to[i / (8 * sizeof *to)] |= 1ul << i % (8 * sizeof *to);
    return end(OK);
}
API int nvmlDeviceGetCpuAffinity(void *device, u32 words, unsigned long *to) { return mask(F_nvmlDeviceGetCpuAffinity, device, words, to, false); }
API int nvmlDeviceGetCpuAffinityWithinScope(void *device, u32 words, unsigned long *to, u32 scope) {
    (void)scope;
    return mask(F_nvmlDeviceGetCpuAffinityWithinScope, device, words, to, false);
}
API int nvmlDeviceGetMemoryAffinity(void *device, u32 words, unsigned long *to, u32 scope) {
    (void)scope;
    return mask(F_nvmlDeviceGetMemoryAffinity, device, words, to, true);
}
