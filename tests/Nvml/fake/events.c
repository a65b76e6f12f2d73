/* Event sets: a queue for each, one event a wait, told once. */
#define _GNU_SOURCE
#include <errno.h>
#include <string.h>
#include <time.h>
#include "state.h"

#define SETS 64
#define QUEUE 256

typedef struct { void *handle; u64 masks[MAX_GPUS]; EventData queue[QUEUE]; int head, count; SystemEvent system[QUEUE]; int system_head, system_count; u64 types; } Set;
static Set sets[SETS];

static Set *set_of(void *pointer, Kind kind) {
    if (!handle_of(pointer, kind)) return NULL;
    for (int i = 0; i < SETS; i++) if (sets[i].handle == pointer) return &sets[i];
    return NULL;
}

static void *create(Kind kind) {
    for (int i = 0; i < SETS; i++)
        if (!sets[i].handle) {
            memset(&sets[i], 0, sizeof sets[i]);
            return sets[i].handle = new_handle(kind, -1, -1);
        }
    return NULL;
}

void forget_sets(void) { memset(sets, 0, sizeof sets); }

void post_event(int gpu, u64 type, u64 data, u32 gi, u32 ci) {
    for (int i = 0; i < SETS; i++) {
        Set *set = &sets[i];
        if (!set->handle || gpu < 0 || gpu >= MAX_GPUS || !(set->masks[gpu] & type) || set->count == QUEUE) continue;
        set->queue[(set->head + set->count++) % QUEUE] = (EventData){ world.gpus[gpu].handle, type, data, gi, ci };
    }
    pthread_cond_broadcast(&changed);
}

void post_system(u64 type, u32 gpu) {
    for (int i = 0; i < SETS; i++) {
        Set *set = &sets[i];
        if (!set->handle || !(set->types & type) || set->system_count == QUEUE) continue;
        set->system[(set->system_head + set->system_count++) % QUEUE] = (SystemEvent){ type, gpu };
    }
    pthread_cond_broadcast(&changed);
}

/* Waits on the condition until there is something or the time is over; the set may be gone afterwards. */
static Set *wait_for(void *pointer, Kind kind, u32 milliseconds) {
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += milliseconds / 1000;
    until.tv_nsec += milliseconds % 1000 * 1000000L;
    if (until.tv_nsec >= 1000000000L) { until.tv_sec++; until.tv_nsec -= 1000000000L; }
    Set *set;
    while ((set = set_of(pointer, kind)) && !(kind == KIND_SET ? set->count : set->system_count))
        if (pthread_cond_timedwait(&changed, &mutex, &until) == ETIMEDOUT) break;
    return set_of(pointer, kind);
}

API int nvmlEventSetCreate(void **to) {
    int code = begin(F_nvmlEventSetCreate);
    if (code) return code;
    if (!to) return end(INVALID_ARGUMENT);
    *to = create(KIND_SET);
    return end(*to ? OK : 20);
}
API int nvmlEventSetFree(void *pointer) {
    int code = begin(F_nvmlEventSetFree);
    if (code) return code;
    Set *set = set_of(pointer, KIND_SET);
    if (!set) return end(INVALID_ARGUMENT);
    set->handle = NULL;
    free_handle(pointer);
    return end(OK);
}
API int nvmlDeviceRegisterEvents(void *device, u64 types, void *pointer) {
    Gpu *gpu;
    int code = begin_gpu(F_nvmlDeviceRegisterEvents, device, &gpu);
    if (code) return code;
    Set *set = set_of(pointer, KIND_SET);
    if (!set) return end(INVALID_ARGUMENT);
    if (!has(gpu, N_events) || types & ~whole(gpu, N_events)) return end(NOT_SUPPORTED);
    set->masks[gpu - world.gpus] |= types;
    return end(OK);
}
API int nvmlEventSetWait_v2(void *pointer, EventData *to, u32 milliseconds) {
    int code = begin(F_nvmlEventSetWait_v2);
    if (code) return code;
    if (!set_of(pointer, KIND_SET) || !to) return end(INVALID_ARGUMENT);
    Set *set = wait_for(pointer, KIND_SET, milliseconds);
    if (!set) return end(INVALID_ARGUMENT);
    if (!set->count) return end(TIMEOUT);
    *to = set->queue[set->head];
    set->head = (set->head + 1) % QUEUE;
    set->count--;
    return end(OK);
}

API int nvmlSystemEventSetCreate(SystemSet *request) {
    int code = begin(F_nvmlSystemEventSetCreate);
    if (code) return code;
    if (!request) return end(INVALID_ARGUMENT);
    if (request->version != TAG(SystemSet, 1)) return end(VERSION_MISMATCH);
    request->set = create(KIND_SYSTEM);
    return end(request->set ? OK : 20);
}
API int nvmlSystemRegisterEvents(SystemRegistration *request) {
    int code = begin(F_nvmlSystemRegisterEvents);
    if (code) return code;
    if (request->version != TAG(SystemRegistration, 1)) return end(VERSION_MISMATCH);
    Set *set = set_of(request->set, KIND_SYSTEM);
    if (!set) return end(INVALID_ARGUMENT);
    set->types |= request->types;
    return end(OK);
}
API int nvmlSystemEventSetWait(SystemWait *request) {
    int code = begin(F_nvmlSystemEventSetWait);
    if (code) return code;
    if (request->version != TAG(SystemWait, 1)) return end(VERSION_MISMATCH);
    if (!set_of(request->set, KIND_SYSTEM) || !request->data || !request->size) return end(INVALID_ARGUMENT);
    Set *set = wait_for(request->set, KIND_SYSTEM, request->milliseconds);
    if (!set) return end(INVALID_ARGUMENT);
    request->count = 0;
    if (!set->system_count) return end(TIMEOUT);
    request->data[0] = set->system[set->system_head];
    set->system_head = (set->system_head + 1) % QUEUE;
    set->system_count--;
    request->count = 1;
    return end(OK);
}
API int nvmlSystemEventSetFree(SystemSet *request) {
    int code = begin(F_nvmlSystemEventSetFree);
    if (code) return code;
    Set *set = request ? set_of(request->set, KIND_SYSTEM) : NULL;
    if (!set) return end(INVALID_ARGUMENT);
    set->handle = NULL;
    free_handle(request->set);
    return end(OK);
}
