/* MIG with the profiles of an H100 80 GB: as nvidia-smi mig -lgip tells them. */
#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>
#include "state.h"

typedef struct { int number; u32 id, slices, most, sm, mebibytes, size; const char *name; u32 starts[8], start_count; } Profile;
static const Profile profiles[] = {
    { 0, 19, 1, 7, 16, 9984, 1, "MIG 1g.10gb", { 0, 1, 2, 3, 4, 5, 6 }, 7 },
    { 1, 14, 2, 3, 32, 20096, 2, "MIG 2g.20gb", { 0, 2, 4 }, 3 },
    { 2, 9, 3, 2, 60, 40448, 4, "MIG 3g.40gb", { 0, 4 }, 2 },
    { 3, 5, 4, 1, 64, 40448, 4, "MIG 4g.40gb", { 0 }, 1 },
    { 4, 0, 7, 1, 132, 81152, 8, "MIG 7g.80gb", { 0 }, 1 },
    { 7, 20, 1, 1, 16, 9984, 1, "MIG 1g.10gb+me", { 0, 1, 2, 3, 4, 5, 6 }, 7 },
    { 9, 15, 1, 4, 26, 20096, 2, "MIG 1g.20gb", { 0, 2, 4, 6 }, 4 },
};
#define PROFILES (sizeof profiles / sizeof *profiles)
#define LAST_NUMBER 16

static const Profile *by_number(u32 number) { for (u32 i = 0; i < PROFILES; i++) if (profiles[i].number == (int)number) return &profiles[i]; return NULL; }
static const Profile *by_id(u32 id) { for (u32 i = 0; i < PROFILES; i++) if (profiles[i].id == id) return &profiles[i]; return NULL; }

#define WITH_GPU(symbol) Gpu *gpu; int code = begin_gpu(F_##symbol, device, &gpu); if (code) return code
#define MIG_ON if (!has(gpu, N_mig) || !whole(gpu, N_mig)) return end(NOT_SUPPORTED)

static bool is_free(const Gpu *gpu, u32 start, u32 size) {
    if (start + size > 8) return false;
    for (int i = 0; i < MAX_INSTANCES; i++) {
        const Instance *other = &gpu->instances[i];
        if (other->used && start < other->place.start + other->place.size && other->place.start < start + size) return false;
    }
    return true;
}

API int nvmlDeviceSetMigMode(void *device, u32 mode, u32 *activation) {
    WITH_GPU(nvmlDeviceSetMigMode);
    if (!has(gpu, N_mig)) return end(NOT_SUPPORTED);
    if (mode > 1 || !activation) return end(INVALID_ARGUMENT);
    bool busy = gpu->process_counts[0] > 0;
    *activation = busy ? IN_USE : OK;
    gpu->numbers[N_mig_pending].values[0] = mode;
    if (!busy) gpu->numbers[N_mig].values[0] = mode;
    if (!mode && !busy) memset(gpu->instances, 0, sizeof gpu->instances);
    return end(OK);
}
API int nvmlDeviceGetMaxMigDeviceCount(void *device, u32 *to) {
    WITH_GPU(nvmlDeviceGetMaxMigDeviceCount);
    if (!has(gpu, N_mig)) return end(NOT_SUPPORTED);
    *to = whole(gpu, N_mig) ? 7 : 0;
    return end(OK);
}
API int nvmlDeviceGetMigDeviceHandleByIndex(void *device, u32 index, void **to) {
    WITH_GPU(nvmlDeviceGetMigDeviceHandleByIndex); MIG_ON;
    if (index >= 7 || !to) return end(INVALID_ARGUMENT);
    Instance *part = &gpu->instances[index];
    if (!part->used || !part->has_ci) return end(NOT_FOUND);
    if (!part->mig_handle) part->mig_handle = new_handle(KIND_MIG, (int)(gpu - world.gpus), (int)index);
    *to = part->mig_handle;
    return end(OK);
}

#define WITH_ANY(symbol) Gpu *gpu; Instance *part; int code = begin_any(F_##symbol, device, &gpu, &part); if (code) return code
API int nvmlDeviceIsMigDeviceHandle(void *device, u32 *to) { WITH_ANY(nvmlDeviceIsMigDeviceHandle); *to = part != NULL; return end(OK); }
API int nvmlDeviceGetDeviceHandleFromMigDeviceHandle(void *device, void **to) {
    WITH_ANY(nvmlDeviceGetDeviceHandleFromMigDeviceHandle);
    if (!part) return end(INVALID_ARGUMENT);
    *to = gpu->handle;
    return end(OK);
}
API int nvmlDeviceGetGpuInstanceId(void *device, u32 *to) { WITH_ANY(nvmlDeviceGetGpuInstanceId); if (!part) return end(NOT_SUPPORTED); *to = part->id; return end(OK); }
API int nvmlDeviceGetComputeInstanceId(void *device, u32 *to) { WITH_ANY(nvmlDeviceGetComputeInstanceId); if (!part) return end(NOT_SUPPORTED); *to = 0; return end(OK); }
API int nvmlDeviceGetName(void *device, char *to, u32 length) {
    WITH_ANY(nvmlDeviceGetName);
    const Profile *profile = part ? by_id(part->profile) : NULL;
    char name[200];
    snprintf(name, sizeof name, "%s%s%s", gpu->texts[T_name], profile ? " " : "", profile ? profile->name : "");
    return end(put_text(to, length, name));
}
API int nvmlDeviceGetAttributes_v2(void *device, Attributes *to) {
    WITH_ANY(nvmlDeviceGetAttributes_v2);
    const Profile *profile = part ? by_id(part->profile) : NULL;
    if (!profile) return end(NOT_SUPPORTED);
    *to = (Attributes){ profile->sm, profile->slices, profile->slices, 0, profile->slices, 0, profile->slices, profile->slices, profile->mebibytes };
    return end(OK);
}

API int nvmlDeviceGetGpuInstanceProfileInfo(void *device, u32 number, GiProfile1 *to) {
    WITH_GPU(nvmlDeviceGetGpuInstanceProfileInfo); MIG_ON;
    const Profile *p = by_number(number);
    if (number > LAST_NUMBER || !to) return end(INVALID_ARGUMENT);
    if (!p) return end(NOT_SUPPORTED);
    *to = (GiProfile1){ p->id, 1, p->slices, p->most, p->sm, p->slices, p->slices, 0, p->slices, 0, p->mebibytes };
    return end(OK);
}
API int nvmlDeviceGetGpuInstanceProfileInfoV(void *device, u32 number, GiProfile2 *to) {
    WITH_GPU(nvmlDeviceGetGpuInstanceProfileInfoV); MIG_ON;
    const Profile *p = by_number(number);
    if (number > LAST_NUMBER || !to) return end(INVALID_ARGUMENT);
    if (to->version != TAG(GiProfile2, 2)) return end(VERSION_MISMATCH);
    if (!p) return end(NOT_SUPPORTED);
    *to = (GiProfile2){ to->version, p->id, 1, p->slices, p->most, p->sm, p->slices, p->slices, 0, p->slices, 0, p->mebibytes, "" };
    strcpy(to->name, p->name);
    return end(OK);
}
API int nvmlDeviceGetGpuInstanceRemainingCapacity(void *device, u32 id, u32 *to) {
    WITH_GPU(nvmlDeviceGetGpuInstanceRemainingCapacity); MIG_ON;
    const Profile *p = by_id(id);
    if (!p || !to) return end(INVALID_ARGUMENT);
    *to = 0;
    for (u32 i = 0, after = 0; i < p->start_count; i++)
        if (p->starts[i] >= after && is_free(gpu, p->starts[i], p->size)) { (*to)++; after = p->starts[i] + p->size; }
    return end(OK);
}
API int nvmlDeviceGetGpuInstancePossiblePlacements_v2(void *device, u32 id, Placement *to, u32 *count) {
    WITH_GPU(nvmlDeviceGetGpuInstancePossiblePlacements_v2); MIG_ON;
    const Profile *p = by_id(id);
    if (!p || !count) return end(INVALID_ARGUMENT);
    *count = p->start_count;
    for (u32 i = 0; to && i < p->start_count; i++) to[i] = (Placement){ p->starts[i], p->size };
    return end(OK);
}

static void *gi_handle(Gpu *gpu, Instance *part) {
    if (!part->gi_handle) part->gi_handle = new_handle(KIND_GI, (int)(gpu - world.gpus), (int)(part - gpu->instances));
    return part->gi_handle;
}
API int nvmlDeviceGetGpuInstances(void *device, u32 id, void **to, u32 *count) {
    WITH_GPU(nvmlDeviceGetGpuInstances); MIG_ON;
    u32 found = 0;
    for (int i = 0; i < MAX_INSTANCES; i++) if (gpu->instances[i].used && gpu->instances[i].profile == id) to[found++] = gi_handle(gpu, &gpu->instances[i]);
    *count = found;
    return end(OK);
}
API int nvmlDeviceGetGpuInstanceById(void *device, u32 id, void **to) {
    WITH_GPU(nvmlDeviceGetGpuInstanceById); MIG_ON;
    for (int i = 0; i < MAX_INSTANCES; i++)
        if (gpu->instances[i].used && gpu->instances[i].id == id) { *to = gi_handle(gpu, &gpu->instances[i]); return end(OK); }
    return end(NOT_FOUND);
}
static int create(Gpu *gpu, u32 id, const Placement *at, void **to) {
    const Profile *p = by_id(id);
    if (!p || !to) return INVALID_ARGUMENT;
    for (int i = 0; i < 7; i++) {
        if (gpu->instances[i].used) continue;
        for (u32 k = 0; k < p->start_count; k++) {
            if ((at && at->start != p->starts[k]) || !is_free(gpu, p->starts[k], p->size)) continue;
            gpu->instances[i] = (Instance){ .used = true, .id = (u32)(p->starts[k] + 1), .profile = id, .place = { p->starts[k], p->size } };
            *to = gi_handle(gpu, &gpu->instances[i]);
            return OK;
        }
    }
    return INSUFFICIENT_RESOURCES;
}
API int nvmlDeviceCreateGpuInstance(void *device, u32 id, void **to) { WITH_GPU(nvmlDeviceCreateGpuInstance); MIG_ON; return end(create(gpu, id, NULL, to)); }
API int nvmlDeviceCreateGpuInstanceWithPlacement(void *device, u32 id, const Placement *at, void **to) {
    WITH_GPU(nvmlDeviceCreateGpuInstanceWithPlacement); MIG_ON;
    return end(at ? create(gpu, id, at, to) : INVALID_ARGUMENT);
}

/* An instance by its handle; the lock is kept when 0 is given. */
static int begin_part(int function, void *pointer, Kind kind, Instance **part) {
    int code = begin(function);
    if (code) return code;
    Handle *handle = handle_of(pointer, kind);
    if (!handle) return end(INVALID_ARGUMENT);
    *part = &world.gpus[handle->gpu].instances[handle->instance];
    bool same = (*part)->used && (kind == KIND_GI ? (*part)->gi_handle == pointer : (*part)->has_ci && (*part)->ci_handle == pointer);
    if (world.gpus[handle->gpu].lost) return end(GPU_IS_LOST);
    return same ? OK : end(NOT_FOUND);
}
#define WITH_PART(symbol, kind) Instance *part; int code = begin_part(F_##symbol, pointer, kind, &part); if (code) return code
#define HANDLE ((Handle *)pointer)

API int nvmlGpuInstanceDestroy(void *pointer) {
    WITH_PART(nvmlGpuInstanceDestroy, KIND_GI);
    if (part->has_ci) return end(IN_USE);
    part->used = false;
    return end(OK);
}
API int nvmlGpuInstanceGetInfo(void *pointer, GiInfo *to) {
    WITH_PART(nvmlGpuInstanceGetInfo, KIND_GI);
    *to = (GiInfo){ world.gpus[HANDLE->gpu].handle, part->id, part->profile, part->place };
    return end(OK);
}
static int ci_profile(const Instance *part, u32 number, CiProfile2 *to) {
    const Profile *p = by_id(part->profile);
    if (number > 6) return INVALID_ARGUMENT;
    if (!p || number + 1 > p->slices) return NOT_SUPPORTED;
    *to = (CiProfile2){ to->version, number, number + 1, p->slices / (number + 1), p->sm * (number + 1) / p->slices, 1, 1, 0, 1, 0, "" };
    snprintf(to->name, sizeof to->name, "MIG %uc.%s", number + 1, p->name + 4);
    return OK;
}
API int nvmlGpuInstanceGetComputeInstanceProfileInfo(void *pointer, u32 number, u32 engine, CiProfile1 *to) {
    (void)engine;
    WITH_PART(nvmlGpuInstanceGetComputeInstanceProfileInfo, KIND_GI);
    CiProfile2 wide;
    code = ci_profile(part, number, &wide);
    if (!code) memcpy(to, &wide.id, sizeof *to);
    return end(code);
}
API int nvmlGpuInstanceGetComputeInstanceProfileInfoV(void *pointer, u32 number, u32 engine, CiProfile2 *to) {
    (void)engine;
    WITH_PART(nvmlGpuInstanceGetComputeInstanceProfileInfoV, KIND_GI);
    if (!to || to->version != TAG(CiProfile2, 2)) return end(VERSION_MISMATCH);
    return end(ci_profile(part, number, to));
}
API int nvmlGpuInstanceCreateComputeInstance(void *pointer, u32 id, void **to) {
    (void)id;
    WITH_PART(nvmlGpuInstanceCreateComputeInstance, KIND_GI);
    if (part->has_ci) return end(INSUFFICIENT_RESOURCES);
    part->has_ci = true;
    part->mig_handle = NULL;
    *to = part->ci_handle = new_handle(KIND_CI, HANDLE->gpu, HANDLE->instance);
    return end(OK);
}
API int nvmlGpuInstanceGetComputeInstances(void *pointer, u32 id, void **to, u32 *count) {
    WITH_PART(nvmlGpuInstanceGetComputeInstances, KIND_GI);
    const Profile *p = by_id(part->profile);
    *count = part->has_ci && p && id == p->slices - 1;
    if (*count) {
        if (!part->ci_handle) part->ci_handle = new_handle(KIND_CI, HANDLE->gpu, HANDLE->instance);
        to[0] = part->ci_handle;
    }
    return end(OK);
}
API int nvmlComputeInstanceDestroy(void *pointer) {
    WITH_PART(nvmlComputeInstanceDestroy, KIND_CI);
    part->has_ci = false;
    part->ci_handle = part->mig_handle = NULL;
    return end(OK);
}
API int nvmlComputeInstanceGetInfo_v2(void *pointer, CiInfo *to) {
    WITH_PART(nvmlComputeInstanceGetInfo_v2, KIND_CI);
    const Profile *p = by_id(part->profile);
    *to = (CiInfo){ world.gpus[HANDLE->gpu].handle, part->gi_handle, 0, p ? p->slices - 1 : 0, { 0, p ? p->slices : 0 } };
    return end(OK);
}
