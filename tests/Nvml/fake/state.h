/* What the fake knows: filled by a scenario, read by the functions. */
#ifndef KREWE_FAKE_STATE_H
#define KREWE_FAKE_STATE_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include "abi.h"
#include "functions.h"

#define API __attribute__((visibility("default")))
#define MAX_GPUS 16
#define MAX_PROCESSES 64
#define MAX_SERIES 64
#define MAX_INSTANCES 8
#define MAX_LINKS 18
#define FIELD_IDS 512
#define GPM_IDS 333
#define GENERATIONS 4096

#define ID(name, since) F_##name,
enum { FUNCTIONS(ID) F_COUNT };
#undef ID

/* Numbers of a device that a scenario may set; one that is not set is not supported. */
#define NUMBERS(X) \
    X(index_minor) X(module_id) X(brand) X(arch) X(cc_major) X(cc_minor) X(cores) X(virtualization) X(compute_mode) X(persistence) \
    X(pci_domain) X(pci_bus) X(pci_device) X(pci_id) X(pci_subsystem) X(pci_base_class) X(pci_sub_class) \
    X(mem_total) X(mem_reserved) X(mem_used) X(bar1_total) X(bar1_used) \
    X(util_gpu) X(util_mem) X(util_enc) X(util_dec) X(util_jpg) X(util_ofa) \
    X(power_mw) X(power_memory_mw) X(power_limit_mw) X(power_default_mw) X(power_min_mw) X(power_max_mw) X(energy_mj) \
    X(temp_c) X(temp_mem_c) X(temp_margin_c) X(temp_shutdown_c) X(temp_slowdown_c) X(temp_mem_max_c) X(temp_gpu_max_c) X(fan) X(fans) \
    X(clock_graphics) X(clock_sm) X(clock_mem) X(clock_video) X(clock_max_graphics) X(clock_max_sm) X(clock_max_mem) X(clock_max_video) \
    X(reasons) X(reasons_supported) X(pstate) X(slow_sw_thermal_ns) X(slow_hw_thermal_ns) X(slow_power_brake_ns) \
    X(ecc) X(ecc_pending) X(ecc_corrected) X(ecc_uncorrected) X(ecc_corrected_ever) X(ecc_uncorrected_ever) X(ecc_dram) X(ecc_sram) X(sram_exceeded) \
    X(remap_corrected) X(remap_uncorrected) X(remap_pending) X(remap_failed) X(rows_max) X(rows_low) \
    X(retired_pages) X(retired_pending) X(repair_channel) X(repair_tpc) X(recovery_action) \
    X(pcie_gen) X(pcie_width) X(pcie_gen_max) X(pcie_width_max) X(pcie_replays) X(pcie_speed) X(pcie_tx_kbs) X(pcie_rx_kbs) X(pcie_tx_bytes) \
    X(pcie_rx_bytes) X(links) X(link_version) X(link_tx_kib) X(link_rx_kib) X(link_errors) X(link_encrypted) \
    X(fabric_state) X(fabric_status) X(fabric_clique) X(fabric_mask) X(fabric_health) X(numa) X(cpus) \
    X(accounting) X(accounting_size) X(mig) X(mig_pending) X(gpm) X(gpm_streaming) X(events) X(conf_compute)

#define ID(name) N_##name,
enum { NUMBERS(ID) N_COUNT };
#undef ID

/* Texts of a device. */
#define TEXTS(X) X(name) X(uuid) X(serial) X(vbios) X(part) X(gsp)
#define ID(name) T_##name,
enum { TEXTS(ID) T_COUNT };
#undef ID

typedef struct { int count; double rate; double values[MAX_SERIES]; } Number; /* count 0: not set. rate: growth a second; NAN: as power */
typedef struct { int code, after, times; } Injection;                        /* times 0: always */
typedef struct { u32 pid, gi, ci, sm, memory, encoder, decoder; u64 used; } Proc;
typedef struct { bool used; u32 id, profile; Placement place; bool has_ci; void *gi_handle, *ci_handle, *mig_handle; } Instance;

typedef struct {
    bool present, lost;
    Number numbers[N_COUNT];
    char texts[T_COUNT][96];
    Number gpm[GPM_IDS];
    Number samples[10];
    Proc processes[3][MAX_PROCESSES];
    int process_counts[3];
    Instance instances[MAX_INSTANCES];
    Injection injections[F_COUNT];
    bool hangs[F_COUNT];
    void *handle;
} Gpu;

typedef enum { KIND_NONE, KIND_GPU, KIND_MIG, KIND_GI, KIND_CI, KIND_SET, KIND_SAMPLE, KIND_SYSTEM } Kind;
typedef struct { u32 magic; Kind kind; u32 generation; int gpu, instance; } Handle;

typedef struct {
    Gpu gpus[MAX_GPUS];
    char driver[80], nvml[80], branch[80];
    int driver_major, driver_minor, cuda, step_us;
    bool real_clock, strict;
    double clock_us;
    u32 topology[MAX_GPUS][MAX_GPUS];
    struct { u32 pid; char name[96]; } names[MAX_PROCESSES];
    int name_count;
    Injection injections[F_COUNT];
    int latencies[F_COUNT];
    bool hangs[F_COUNT];
    u64 posted;
} World;

extern World world;
extern pthread_mutex_t mutex;
extern pthread_cond_t changed;
extern u32 generation;
extern int init_count;
extern u64 breaches;
extern const char *const function_names[F_COUNT];

/* core.c */
int begin(int function);                                   /* 0, or what the call gives at once; keeps the lock when 0 */
int begin_gpu(int function, void *handle, Gpu **gpu);       /* a whole GPU */
int begin_any(int function, void *handle, Gpu **gpu, Instance **part); /* a GPU, or a MIG device: then part is set */
int end(int code);                                         /* gives the lock back */
void *new_handle(Kind kind, int gpu, int instance);
Handle *handle_of(void *pointer, Kind kind);
void free_handle(void *pointer);
bool has(const Gpu *gpu, int number);
double now_of(const Number *number, const Gpu *gpu);
u64 whole(const Gpu *gpu, int number);
double clock_seconds(void);
int gpu_count(void);
Gpu *gpu_at(int place);
int put_text(char *to, u32 length, const char *text);

/* scenario.c */
void scenario_reset(void);
int scenario_load(const char *text);
void scenario_watch(void);

/* events.c */
void post_event(int gpu, u64 type, u64 data, u32 gi, u32 ci);
int live_sets(void);
void forget_sets(void);
void post_system(u64 type, u32 gpu);

#endif
