/* The machine: versions, and how devices are found. */
#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>
#include "state.h"

API int nvmlSystemGetDriverVersion(char *to, u32 length) { int code = begin(F_nvmlSystemGetDriverVersion); return code ? code : end(put_text(to, length, world.driver)); }
API int nvmlSystemGetNVMLVersion(char *to, u32 length) { int code = begin(F_nvmlSystemGetNVMLVersion); return code ? code : end(put_text(to, length, world.nvml)); }
API int nvmlSystemGetCudaDriverVersion_v2(int *to) {
    int code = begin(F_nvmlSystemGetCudaDriverVersion_v2);
    if (code) return code;
    *to = world.cuda;
    return end(world.cuda ? OK : 12);
}
API int nvmlSystemGetDriverBranch(Branch *to, u32 length) {
    int code = begin(F_nvmlSystemGetDriverBranch);
    if (code) return code;
    if (!to || to->version != TAG(Branch, 1)) return end(VERSION_MISMATCH);
    return end(put_text(to->branch, length, world.branch));
}
API int nvmlSystemGetProcessName(u32 pid, char *to, u32 length) {
    int code = begin(F_nvmlSystemGetProcessName);
    if (code) return code;
    for (int i = 0; i < world.name_count; i++)
        if (world.names[i].pid == pid) { snprintf(to, length, "%s", world.names[i].name); return end(OK); }
    return end(NOT_FOUND);
}
API int nvmlSystemGetConfComputeState(ConfCompute *to) {
    int code = begin(F_nvmlSystemGetConfComputeState);
    if (code) return code;
    *to = (ConfCompute){ 0, 0, 0 };
    return end(OK);
}
API int nvmlDeviceGetCount_v2(u32 *to) {
    int code = begin(F_nvmlDeviceGetCount_v2);
    if (code) return code;
    if (!to) return end(INVALID_ARGUMENT);
    *to = (u32)gpu_count();
    return end(OK);
}
static int give(Gpu *gpu, int function, void **to) {
    while (gpu->hangs[function]) pthread_cond_wait(&changed, &mutex);
    if (gpu->lost) return end(GPU_IS_LOST);
    if (gpu->injections[function].code) return end(gpu->injections[function].code);
    *to = gpu->handle;
    return end(OK);
}
API int nvmlDeviceGetHandleByIndex_v2(u32 index, void **to) {
    int code = begin(F_nvmlDeviceGetHandleByIndex_v2);
    if (code) return code;
    Gpu *gpu = index < MAX_GPUS ? gpu_at((int)index) : NULL;
    return gpu && to ? give(gpu, F_nvmlDeviceGetHandleByIndex_v2, to) : end(INVALID_ARGUMENT);
}
static void mig_uuid(const Gpu *gpu, const Instance *part, char *to) {
    unsigned number = 0;
    sscanf(gpu->texts[T_uuid] + strlen(gpu->texts[T_uuid]) - (strlen(gpu->texts[T_uuid]) < 12 ? 0 : 12), "%u", &number);
    snprintf(to, 96, "MIG-00000000-0000-0000-%04u-%012u", part->id, number);
}
API int nvmlDeviceGetUUID(void *device, char *to, u32 length) {
    Gpu *gpu;
    Instance *part;
    char name[96];
    int code = begin_any(F_nvmlDeviceGetUUID, device, &gpu, &part);
    if (code) return code;
    if (part) mig_uuid(gpu, part, name);
    return end(put_text(to, length, part ? name : gpu->texts[T_uuid]));
}
API int nvmlDeviceGetHandleByUUID(const char *uuid, void **to) {
    int code = begin(F_nvmlDeviceGetHandleByUUID);
    if (code) return code;
    char name[96];
    if (!uuid || !to) return end(INVALID_ARGUMENT);
    bool any_lost = false;
    for (int i = 0; i < MAX_GPUS; i++) {
        Gpu *gpu = &world.gpus[i];
        if (!gpu->present) continue;
        any_lost |= gpu->lost;
        if (!strcmp(gpu->texts[T_uuid], uuid)) return give(gpu, F_nvmlDeviceGetHandleByUUID, to);
        for (int k = 0; k < MAX_INSTANCES; k++) {
            Instance *part = &gpu->instances[k];
            if (!part->used || !part->has_ci) continue;
            mig_uuid(gpu, part, name);
            if (strcmp(name, uuid)) continue;
            if (!part->mig_handle) part->mig_handle = new_handle(KIND_MIG, i, k);
            *to = part->mig_handle;
            return end(OK);
        }
    }
    return end(any_lost ? GPU_IS_LOST : NOT_FOUND); /* the search stops at a lost one */
}
API int nvmlDeviceGetHandleByPciBusId_v2(const char *id, void **to) {
    int code = begin(F_nvmlDeviceGetHandleByPciBusId_v2);
    if (code) return code;
    unsigned domain = 0, bus = 0, device = 0;
    if (!id || !to || (sscanf(id, "%x:%x:%x", &domain, &bus, &device) != 3 && (domain = 0, sscanf(id, "%x:%x", &bus, &device) != 2))) return end(INVALID_ARGUMENT);
    for (int i = 0; i < MAX_GPUS; i++) {
        Gpu *gpu = &world.gpus[i];
        if (gpu->present && whole(gpu, N_pci_domain) == domain && whole(gpu, N_pci_bus) == bus && whole(gpu, N_pci_device) == device)
            return give(gpu, F_nvmlDeviceGetHandleByPciBusId_v2, to);
    }
    return end(NOT_FOUND);
}
API int nvmlDeviceGetIndex(void *device, u32 *to) {
    Gpu *gpu;
    Instance *part;
    int code = begin_any(F_nvmlDeviceGetIndex, device, &gpu, &part);
    if (code) return code;
    u32 place = 0;
    for (Gpu *other = world.gpus; other < gpu; other++) place += other->present;
    *to = part ? (u32)(part - gpu->instances) : place;
    return end(OK);
}
