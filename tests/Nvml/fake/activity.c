/* Memory, samples, batches of figures, processes, accounting and GPM. */
#define _GNU_SOURCE
#include <math.h>
#include <string.h>
#include "state.h"

#define WITH_GPU(symbol) Gpu *gpu; int code = begin_gpu(F_##symbol, device, &gpu); if (code) return code

static u64 microseconds(void) { return 1700000000000000ull + (u64)(clock_seconds() * 1e6); }

static u64 used_memory(const Gpu *gpu) {
    u64 used = whole(gpu, N_mem_used);
    for (int kind = 0; kind < 3; kind++)
        for (int i = 0; i < gpu->process_counts[kind]; i++) if (gpu->processes[kind][i].used != ~0ull) used += gpu->processes[kind][i].used;
    return used;
}

/* Of a MIG device: an eighth of the memory for each of its memory slices. */
static void memory_of(const Gpu *gpu, const Instance *part, u64 *total, u64 *reserved, u64 *used) {
    *total = whole(gpu, N_mem_total);
    *reserved = whole(gpu, N_mem_reserved);
    *used = used_memory(gpu);
    if (!part) return;
    *total = *total / 8 * part->place.size;
    *reserved = *reserved / 8 * part->place.size;
    *used = 0;
    for (int i = 0; i < gpu->process_counts[0]; i++)
        if (gpu->processes[0][i].gi == part->id && gpu->processes[0][i].used != ~0ull) *used += gpu->processes[0][i].used;
}
API int nvmlDeviceGetMemoryInfo(void *device, Memory1 *to) {
    Gpu *gpu;
    Instance *part;
    int code = begin_any(F_nvmlDeviceGetMemoryInfo, device, &gpu, &part);
    if (code) return code;
    if (!has(gpu, N_mem_total)) return end(NOT_SUPPORTED);
    u64 total, reserved, used;
    memory_of(gpu, part, &total, &reserved, &used);
    *to = (Memory1){ total, total - reserved - used, reserved + used };
    return end(OK);
}
API int nvmlDeviceGetMemoryInfo_v2(void *device, Memory2 *to) {
    Gpu *gpu;
    Instance *part;
    int code = begin_any(F_nvmlDeviceGetMemoryInfo_v2, device, &gpu, &part);
    if (code) return code;
    if (!to || to->version != TAG(Memory2, 2)) return end(VERSION_MISMATCH);
    if (!has(gpu, N_mem_total)) return end(NOT_SUPPORTED);
    memory_of(gpu, part, &to->total, &to->reserved, &to->used);
    to->free = to->total - to->reserved - to->used;
    return end(OK);
}

/* One sample a step, of the last sixteen. */
API int nvmlDeviceGetSamples(void *device, u32 type, u64 after, u32 *value_type, u32 *count, Sample *to) {
    WITH_GPU(nvmlDeviceGetSamples);
    if (type > 9 || !count || !value_type) return end(INVALID_ARGUMENT);
    const Number *ring = &gpu->samples[type];
    if (!ring->count || (has(gpu, N_mig) && whole(gpu, N_mig))) return end(NOT_SUPPORTED);
    *value_type = 1;
    u64 step = (u64)world.step_us, now = microseconds() / step, found = 0, room = *count;
    for (u64 i = now > 16 ? now - 16 : 0; i < now; i++) {
        if (i * step <= after) continue;
        if (to && found < room) to[found] = (Sample){ i * step, { .ull = (u32)ring->values[i % (u64)ring->count] } };
        found++;
    }
    if (!found) return end(NOT_FOUND);
    *count = (u32)found;
    return end(to && room < found ? INSUFFICIENT_SIZE : OK);
}

static int field_number(const Gpu *gpu, u32 id, u32 scope) {
    bool renumbered = world.driver_major > 580 || (world.driver_major == 580 && world.driver_minor >= 82);
    u32 first = renumbered ? 269 : 251;
    (void)gpu;
    if (id >= first && id < first + 3) return N_slow_sw_thermal_ns + (int)(id - first);
    switch (id) {
        case 3: return N_ecc_corrected;
        case 4: return N_ecc_uncorrected;
        case 5: return N_ecc_corrected_ever;
        case 6: return N_ecc_uncorrected_ever;
        case 82: return N_temp_mem_c;
        case 83: return N_energy_mj;
        case 91: return N_links;
        case 94: return N_pcie_replays;
        case 138: case 140: return N_link_tx_kib;
        case 139: case 141: return N_link_rx_kib;
        case 142: return N_remap_corrected;
        case 143: return N_remap_uncorrected;
        case 144: return N_remap_pending;
        case 145: return N_remap_failed;
        case 161: case 162: case 163: return N_link_errors;
        case 185: case 186: return scope == 0 ? N_power_mw : scope == 2 ? N_power_memory_mw : -1;
        case 197: return N_pcie_tx_bytes;
        case 198: return N_pcie_rx_bytes;
        case 230: return N_recovery_action;
        default: return -1;
    }
}
API int nvmlDeviceGetFieldValues(void *device, int count, Field *fields) {
    WITH_GPU(nvmlDeviceGetFieldValues);
    if (count <= 0 || !fields) return end(INVALID_ARGUMENT);
    for (int i = 0; i < count; i++) {
        Field *field = &fields[i];
        int number = field_number(gpu, field->id, field->scope);
        field->code = number >= 0 && has(gpu, number) ? OK : NOT_SUPPORTED;
        if (field->code) continue;
        field->time = (int64_t)microseconds();
        field->latency = 1;
        u64 value = whole(gpu, number);
        bool per_link = field->id >= 138 && field->id <= 141;
        if (per_link && field->scope != ~0u) value /= whole(gpu, N_links) ? whole(gpu, N_links) : 1;
        bool narrow = field->id == 82 || field->id == 230 || field->id == 185 || field->id == 186;
        field->type = narrow ? 1 : 3;
        memset(&field->value, 0xaa, sizeof field->value); /* a narrow value leaves the rest as it is */
        if (narrow) field->value.ui = (u32)value; else field->value.ull = value;
    }
    return end(OK);
}
API int nvmlDeviceClearFieldValues(void *device, int count, Field *fields) {
    WITH_GPU(nvmlDeviceClearFieldValues);
    for (int i = 0; i < count; i++) {
        int number = field_number(gpu, fields[i].id, fields[i].scope);
        fields[i].code = number >= 0 && has(gpu, number) ? OK : NOT_SUPPORTED;
        if (!fields[i].code) gpu->numbers[number] = (Number){ .count = 1 };
    }
    return end(OK);
}

static bool belongs(const Instance *part, const Proc *process) { return !part || process->gi == part->id; }

static int processes(int function, void *device, int kind, u32 *count, void *to, bool wide) {
    Gpu *gpu;
    Instance *part;
    int code = begin_any(function, device, &gpu, &part);
    if (code) return code;
    if (!count) return end(INVALID_ARGUMENT);
    u32 found = 0, room = *count;
    for (int i = 0; i < gpu->process_counts[kind]; i++) found += belongs(part, &gpu->processes[kind][i]);
    *count = found;
    if (room < found) return end(INSUFFICIENT_SIZE);
    if (found && !to) return end(INVALID_ARGUMENT);
    u32 next = 0;
    for (int i = 0; i < gpu->process_counts[kind]; i++) {
        const Proc *process = &gpu->processes[kind][i];
        if (!belongs(part, process)) continue;
        if (wide) ((ProcessWide *)to)[next++] = (ProcessWide){ process->pid, process->used, process->gi, process->ci, 0 };
        else ((Process *)to)[next++] = (Process){ process->pid, process->used, process->gi, process->ci };
    }
    return end(OK);
}
/* Drivers 535.43 to 535.86: longer entries under the same name. */
static bool is_wide(void) { return world.driver_major == 535 && world.driver_minor < 98; }
API int nvmlDeviceGetComputeRunningProcesses_v3(void *d, u32 *n, void *to) { return processes(F_nvmlDeviceGetComputeRunningProcesses_v3, d, 0, n, to, is_wide()); }
API int nvmlDeviceGetGraphicsRunningProcesses_v3(void *d, u32 *n, void *to) { return processes(F_nvmlDeviceGetGraphicsRunningProcesses_v3, d, 1, n, to, is_wide()); }
API int nvmlDeviceGetMPSComputeRunningProcesses_v3(void *d, u32 *n, void *to) { return processes(F_nvmlDeviceGetMPSComputeRunningProcesses_v3, d, 2, n, to, is_wide()); }
API int nvmlDeviceGetComputeRunningProcesses_v2(void *d, u32 *n, void *to) { return processes(F_nvmlDeviceGetComputeRunningProcesses_v2, d, 0, n, to, false); }
API int nvmlDeviceGetGraphicsRunningProcesses_v2(void *d, u32 *n, void *to) { return processes(F_nvmlDeviceGetGraphicsRunningProcesses_v2, d, 1, n, to, false); }
API int nvmlDeviceGetMPSComputeRunningProcesses_v2(void *d, u32 *n, void *to) { return processes(F_nvmlDeviceGetMPSComputeRunningProcesses_v2, d, 2, n, to, false); }
API int nvmlDeviceGetConfComputeMemSizeInfo(void *device, u64 *to) { WITH_GPU(nvmlDeviceGetConfComputeMemSizeInfo); to[0] = to[1] = 0; return end(OK); }
API int nvmlDeviceGetRunningProcessDetailList(void *device, ProcessList *list) {
    if (!list || list->version != TAG(ProcessList, 1)) { int code = begin(F_nvmlDeviceGetRunningProcessDetailList); return code ? code : end(VERSION_MISMATCH); }
    if (list->mode > 2) { int code = begin(F_nvmlDeviceGetRunningProcessDetailList); return code ? code : end(INVALID_ARGUMENT); }
    return processes(F_nvmlDeviceGetRunningProcessDetailList, device, (int)list->mode, &list->count, list->entries, true);
}

/* The driver's answer has an entry that cannot be, which a reader must leave out. */
static int sampled(Gpu *gpu, u64 after, u32 room, u32 *count, ProcessSample *narrow, ProcessSampleWide *wide) {
    if (has(gpu, N_mig) && whole(gpu, N_mig)) return NOT_SUPPORTED;
    u32 busy = 0;
    for (int i = 0; i < gpu->process_counts[0]; i++) busy += gpu->processes[0][i].sm > 0;
    if (!narrow && !wide) { *count = 100; return INSUFFICIENT_SIZE; }
    u64 now = microseconds();
    if (!busy || now <= after) { *count = 0; return NOT_FOUND; }
    if (room < busy + 1) { *count = 100; return INSUFFICIENT_SIZE; }
    u32 next = 0;
    for (int i = 0; i < gpu->process_counts[0]; i++) {
        const Proc *p = &gpu->processes[0][i];
        if (!p->sm) continue;
        if (wide) wide[next++] = (ProcessSampleWide){ now, p->pid, p->sm, p->memory, p->encoder, p->decoder, 0, 0 };
        else narrow[next++] = (ProcessSample){ p->pid, now, p->sm, p->memory, p->encoder, p->decoder };
    }
    if (wide) wide[next++] = (ProcessSampleWide){ now, 4242, 3000000000u, 0, 0, 0, 0, 0 };
    else narrow[next++] = (ProcessSample){ 4242, now, 3000000000u, 0, 0, 0 };
    *count = next;
    return OK;
}
API int nvmlDeviceGetProcessUtilization(void *device, ProcessSample *to, u32 *count, u64 after) {
    WITH_GPU(nvmlDeviceGetProcessUtilization);
    return end(sampled(gpu, after, *count, count, *count ? to : NULL, NULL));
}
API int nvmlDeviceGetProcessesUtilizationInfo(void *device, ProcessSampleList *list) {
    WITH_GPU(nvmlDeviceGetProcessesUtilizationInfo);
    if (!list || list->version != TAG(ProcessSampleList, 1)) return end(VERSION_MISMATCH);
    return end(sampled(gpu, list->last_seen, list->count, &list->count, NULL, list->count ? list->entries : NULL));
}

API int nvmlDeviceGetAccountingPids(void *device, u32 *count, u32 *to) {
    WITH_GPU(nvmlDeviceGetAccountingPids);
    if (!has(gpu, N_accounting) || !whole(gpu, N_accounting)) return end(NOT_SUPPORTED);
    u32 found = (u32)gpu->process_counts[0], room = *count;
    *count = found;
    if (room < found) return end(INSUFFICIENT_SIZE);
    for (u32 i = 0; i < found; i++) to[i] = gpu->processes[0][i].pid;
    return end(OK);
}
API int nvmlDeviceGetAccountingStats(void *device, u32 pid, Account *to) {
    WITH_GPU(nvmlDeviceGetAccountingStats);
    if (!has(gpu, N_accounting) || !whole(gpu, N_accounting)) return end(NOT_SUPPORTED);
    for (int i = 0; i < gpu->process_counts[0]; i++) {
        const Proc *p = &gpu->processes[0][i];
        if (p->pid != pid) continue;
        *to = (Account){ p->sm ? p->sm : ~0u, p->memory, p->used, 0, microseconds(), 1, { 0 } };
        return end(OK);
    }
    return end(NOT_FOUND);
}

/* GPM: a sample is the time at which it was taken, kept in its handle. */
API int nvmlGpmQueryDeviceSupport(void *device, GpmSupport *to) {
    WITH_GPU(nvmlGpmQueryDeviceSupport);
    if (!to || to->version != 1) return end(VERSION_MISMATCH);
    to->supported = has(gpu, N_gpm) && whole(gpu, N_gpm);
    return end(OK);
}
API int nvmlGpmSampleAlloc(void **to) {
    int code = begin(F_nvmlGpmSampleAlloc);
    if (code) return code;
    if (!to) return end(INVALID_ARGUMENT);
    *to = new_handle(KIND_SAMPLE, -1, -1);
    return end(OK);
}
API int nvmlGpmSampleFree(void *sample) {
    int code = begin(F_nvmlGpmSampleFree);
    if (code) return code;
    if (!handle_of(sample, KIND_SAMPLE)) return end(INVALID_ARGUMENT);
    free_handle(sample);
    return end(OK);
}
static int take(int function, void *device, void *sample, int gi) {
    Gpu *gpu;
    int code = begin_gpu(function, device, &gpu);
    if (code) return code;
    Handle *handle = handle_of(sample, KIND_SAMPLE);
    if (!handle) return end(INVALID_ARGUMENT);
    if (!has(gpu, N_gpm) || !whole(gpu, N_gpm)) return end(NOT_SUPPORTED);
    handle->gpu = (int)(gpu - world.gpus);
    handle->instance = gi;
    return end(OK);
}
API int nvmlGpmSampleGet(void *device, void *sample) { return take(F_nvmlGpmSampleGet, device, sample, -1); }
API int nvmlGpmMigSampleGet(void *device, u32 gi, void *sample) { return take(F_nvmlGpmMigSampleGet, device, sample, (int)gi); }
API int nvmlGpmMetricsGet(GpmRequest *request) {
    int code = begin(F_nvmlGpmMetricsGet);
    if (code) return code;
    if (!request || request->version != 1) return end(VERSION_MISMATCH);
    Handle *first = handle_of(request->first, KIND_SAMPLE), *second = handle_of(request->second, KIND_SAMPLE);
    if (!first || !second || first->gpu < 0 || first->gpu != second->gpu || request->count > GPM_IDS) return end(INVALID_ARGUMENT);
    const Gpu *gpu = &world.gpus[first->gpu];
    for (u32 i = 0; i < request->count; i++) {
        GpmMetric *metric = &request->metrics[i];
        bool known = metric->id < GPM_IDS && gpu->gpm[metric->id].count;
        metric->code = known ? OK : NOT_SUPPORTED;
        if (!known) continue;
        metric->value = now_of(&gpu->gpm[metric->id], gpu);
        if (metric->value < 0) metric->value = NAN; /* a scenario's -1 */
        metric->unit = "%";
    }
    return end(OK);
}
