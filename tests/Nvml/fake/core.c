/* The frame of every call: what the real library checks, what a scenario injects, and what it counts. */
#define _GNU_SOURCE
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "state.h"

#define MAGIC 0x4b52574eu
#define ARENA (1 << 20)

World world;
pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
u32 generation = 1;
int init_count;
u64 breaches;

static Handle arena[ARENA];
static int used;
static u64 calls[F_COUNT];
static int in_flight;

#define NAME(name, since) #name,
const char *const function_names[F_COUNT] = { FUNCTIONS(NAME) };
#undef NAME
#define SINCE(name, since) since,
static const int since_of[F_COUNT] = { FUNCTIONS(SINCE) };
#undef SINCE

/* A use that would crash the real library. In strict mode this crashes too. */
static void breach(const char *what) {
    breaches++;
    if (world.strict) {
        fprintf(stderr, "fake NVML: %s\n", what);
        abort();
    }
}

static int inject(Injection *injection) {
    if (!injection->code) return OK;
    if (injection->after > 0) { injection->after--; return OK; }
    int code = injection->code;
    if (injection->times > 0 && --injection->times == 0) injection->code = OK;
    return code;
}

static void wait_latency(int function) {
    int us = world.latencies[function];
    if (us <= 0) return;
    pthread_mutex_unlock(&mutex);
    struct timespec left = { us / 1000000, us % 1000000 * 1000L };
    while (nanosleep(&left, &left) && errno == EINTR) { }
    pthread_mutex_lock(&mutex);
}

int begin(int function) {
    pthread_mutex_lock(&mutex);
    scenario_watch();
    calls[function]++;
    in_flight++;
    wait_latency(function);
    while (world.hangs[function]) pthread_cond_wait(&changed, &mutex);
    if (since_of[function] > world.driver_major) return end(FUNCTION_NOT_FOUND);
    int code = inject(&world.injections[function]);
    if (code) return end(code);
    if (!init_count && function != F_nvmlInit_v2 && function != F_nvmlInitWithFlags && function != F_nvmlShutdown
        && function != F_nvmlSystemGetNVMLVersion) return end(UNINITIALIZED);
    return OK;
}

int end(int code) {
    in_flight--;
    pthread_mutex_unlock(&mutex);
    return code;
}

static int enter_gpu(int function, Gpu *gpu) {
    while (gpu->hangs[function]) pthread_cond_wait(&changed, &mutex);
    if (!init_count) return UNINITIALIZED;
    if (gpu->lost || !gpu->present) return GPU_IS_LOST;
    return inject(&gpu->injections[function]);
}

int begin_any(int function, void *pointer, Gpu **gpu, Instance **part) {
    int code = begin(function);
    if (code) return code;
    Handle *handle = handle_of(pointer, KIND_GPU);
    *part = NULL;
    if (!handle && (handle = handle_of(pointer, KIND_MIG))) {
        *part = &world.gpus[handle->gpu].instances[handle->instance];
        if (!(*part)->used || (*part)->mig_handle != pointer) return end(NOT_FOUND);
    }
    if (!handle) return end(INVALID_ARGUMENT);
    *gpu = &world.gpus[handle->gpu];
    code = enter_gpu(function, *gpu);
    return code ? end(code) : OK;
}

int begin_gpu(int function, void *pointer, Gpu **gpu) {
    Instance *part;
    int code = begin_any(function, pointer, gpu, &part);
    return code ? code : part ? end(NOT_SUPPORTED) : OK;
}

void *new_handle(Kind kind, int gpu, int instance) {
    if (used == ARENA) abort();
    Handle *handle = &arena[used++];
    *handle = (Handle){ MAGIC, kind, generation, gpu, instance };
    return handle;
}

/* NULL for what is none. A stale or wild pointer is what crashes the real library. */
Handle *handle_of(void *pointer, Kind kind) {
    Handle *handle = pointer;
    if (!handle) return NULL;
    if (handle < arena || handle >= arena + used || ((char *)handle - (char *)arena) % sizeof(Handle)) { breach("a wild pointer"); return NULL; }
    if (handle->generation != generation) { breach("a handle from before a shutdown"); return NULL; }
    if (handle->kind == KIND_NONE) { breach("a handle that was freed"); return NULL; }
    return handle->kind == kind ? handle : NULL;
}

void free_handle(void *pointer) { ((Handle *)pointer)->kind = KIND_NONE; }

double clock_seconds(void) {
    if (!world.real_clock) return world.clock_us / 1e6;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec + now.tv_nsec / 1e9;
}

bool has(const Gpu *gpu, int number) { return gpu->numbers[number].count > 0; }

static double series(const Number *number, double seconds) {
    return number->values[(long)(seconds * 1e6 / world.step_us) % number->count];
}

double now_of(const Number *number, const Gpu *gpu) {
    double seconds = clock_seconds();
    double value = series(number, seconds);
    if (!isnan(number->rate)) return value + number->rate * seconds;
    /* Energy: the sum of the power that was drawn, step by step. */
    const Number *power = &gpu->numbers[N_power_mw];
    double step = world.step_us / 1e6, sum = 0;
    if (!power->count) return value;
    long whole_steps = (long)(seconds / step), cycles = whole_steps / power->count;
    for (int i = 0; i < power->count; i++) sum += power->values[i] * step * (cycles + (i < whole_steps % power->count));
    return value + sum + series(power, seconds) * (seconds - whole_steps * step);
}

u64 whole(const Gpu *gpu, int number) { return (u64)(int64_t)now_of(&gpu->numbers[number], gpu); }

int gpu_count(void) {
    int count = 0;
    for (int i = 0; i < MAX_GPUS; i++) count += world.gpus[i].present;
    return count;
}

Gpu *gpu_at(int place) {
    for (int i = 0; i < MAX_GPUS; i++)
        if (world.gpus[i].present && place-- == 0) return &world.gpus[i];
    return NULL;
}

int put_text(char *to, u32 length, const char *text) {
    if (!to) return INVALID_ARGUMENT;
    if (!*text) return NOT_SUPPORTED;
    if (strlen(text) + 1 > length) return INSUFFICIENT_SIZE;
    strcpy(to, text);
    return OK;
}

static void take_handles(void) {
    for (int i = 0; i < MAX_GPUS; i++) {
        world.gpus[i].handle = new_handle(KIND_GPU, i, -1);
        for (int k = 0; k < MAX_INSTANCES; k++)
            world.gpus[i].instances[k].gi_handle = world.gpus[i].instances[k].ci_handle = world.gpus[i].instances[k].mig_handle = NULL;
    }
}

static int initialize(int function) {
    int code = begin(function);
    if (code) return code;
    if (init_count++ == 0) take_handles();
    return end(OK);
}

API int nvmlInit_v2(void) { return initialize(F_nvmlInit_v2); }
API int nvmlInitWithFlags(u32 flags) { (void)flags; return initialize(F_nvmlInitWithFlags); }

API int nvmlShutdown(void) {
    int code = begin(F_nvmlShutdown);
    if (code) return code;
    if (!init_count) return end(UNINITIALIZED);
    if (--init_count == 0) {
        if (in_flight > 1) breach("a shutdown beside a running call");
        forget_sets();
        generation++;
        pthread_cond_broadcast(&changed);
    }
    return end(OK);
}

API const char *nvmlErrorString(int code) {
    switch (code) {
        case OK: return "Success";
        case UNINITIALIZED: return "Uninitialized";
        case INVALID_ARGUMENT: return "Invalid Argument";
        case NOT_SUPPORTED: return "Not Supported";
        case NO_PERMISSION: return "Insufficient Permissions";
        case 9: return "Driver Not Loaded";
        case GPU_IS_LOST: return "GPU is lost";
        case 18: return "Driver/library version mismatch";
        default: return "Unknown Error";
    }
}

/* Control: what a test calls beside the library's own functions. */
#define LOCKED(work) pthread_mutex_lock(&mutex); work; pthread_cond_broadcast(&changed); pthread_mutex_unlock(&mutex)

static int function_of(const char *name) {
    for (int i = 0; i < F_COUNT; i++) if (!strcmp(function_names[i], name)) return i;
    return -1;
}

API int fake_nvml_load(const char *text) { int line; LOCKED(line = scenario_load(text)); return line; }
API void fake_nvml_reset(void) { LOCKED(scenario_reset()); }
API void fake_nvml_advance(u64 us) { LOCKED(world.clock_us += us); }
API u64 fake_nvml_breaches(void) { return breaches; }
API int fake_nvml_inits(void) { return init_count; }
API int fake_nvml_alive(void) {
    int alive = 0;
    LOCKED(for (int i = 0; i < used; i++)
        alive += arena[i].generation == generation && (arena[i].kind == KIND_SET || arena[i].kind == KIND_SAMPLE || arena[i].kind == KIND_SYSTEM));
    return alive;
}
API u64 fake_nvml_calls(const char *name) {
    int function = function_of(name);
    u64 count = 0;
    if (function >= 0) { LOCKED(count = calls[function]); }
    return count;
}
API int fake_nvml_in_flight(void) { int now; LOCKED(now = in_flight); return now; }
API void fake_nvml_event(int gpu, u64 type, u64 data, u32 gi, u32 ci) { LOCKED(post_event(gpu, type, data, gi, ci)); }
API void fake_nvml_system_event(u64 type, u32 gpu) { LOCKED(post_system(type, gpu)); }
API int fake_nvml_functions(void) { return F_COUNT; }
API const char *fake_nvml_function(int index) { return index >= 0 && index < F_COUNT ? function_names[index] : NULL; }

/* A child process is driven by a file: read at the first call, and again when it changes. */
__attribute__((constructor)) static void load(void) { scenario_reset(); }
