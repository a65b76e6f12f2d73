/* Scenarios: lines of "key = value". A line that is not understood ends the loading and its number is returned. */
#define _GNU_SOURCE
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include "state.h"

#define NAME(name) #name,
static const char *const number_names[N_COUNT] = { NUMBERS(NAME) };
static const char *const text_names[T_COUNT] = { TEXTS(NAME) };
#undef NAME
static const char *const kinds[] = { "compute", "graphics", "mps" };

/* An H100 as it is at rest; others say what differs. */
static const char *const h100[] = {
    "name = NVIDIA H100 80GB HBM3", "serial = 1650524000000", "vbios = 96.00.99.00.01", "part = 692-2G520-0200-000", "gsp = 580.159.04",
    "index_minor = 0", "module_id = 1", "brand = 14", "arch = 9", "cc_major = 9", "cc_minor = 0", "cores = 16896", "virtualization = 0", "compute_mode = 0",
    "persistence = 1", "pci_domain = 0", "pci_device = 0", "pci_id = 590352606", "pci_subsystem = 381423838", "pci_base_class = 3", "pci_sub_class = 2",
    "mem_total = 85520809984", "mem_reserved = 502267904", "mem_used = 0", "bar1_total = 137438953472", "bar1_used = 1048576",
    "util_gpu = 0", "util_mem = 0", "util_enc = 0", "util_dec = 0", "util_jpg = 0", "util_ofa = 0",
    "power_mw = 70000", "power_memory_mw = 20000", "power_limit_mw = 700000", "power_default_mw = 700000", "power_min_mw = 200000", "power_max_mw = 700000",
    "energy_mj = 1000000 rate power", "temp_c = 30", "temp_mem_c = 38", "temp_margin_c = 57", "temp_shutdown_c = 92", "temp_slowdown_c = 89",
    "temp_gpu_max_c = 87", "temp_mem_max_c = 95",
    "clock_graphics = 345", "clock_sm = 345", "clock_mem = 2619", "clock_video = 765", "clock_max_graphics = 1980", "clock_max_sm = 1980", "clock_max_mem = 2619",
    "clock_max_video = 1545", "reasons = 1", "reasons_supported = 511", "pstate = 0", "slow_sw_thermal_ns = 0", "slow_hw_thermal_ns = 0",
    "slow_power_brake_ns = 0", "ecc = 1", "ecc_pending = 1", "ecc_corrected = 0", "ecc_uncorrected = 0", "ecc_corrected_ever = 0", "ecc_uncorrected_ever = 0",
    "ecc_dram = 0", "ecc_sram = 0", "sram_exceeded = 0", "remap_corrected = 0", "remap_uncorrected = 0", "remap_pending = 0", "remap_failed = 0",
    "rows_max = 2560", "rows_low = 0", "repair_channel = 0", "repair_tpc = 0", "recovery_action = 0",
    "pcie_gen = 5", "pcie_width = 16", "pcie_gen_max = 5", "pcie_width_max = 16", "pcie_replays = 0", "pcie_speed = 32000", "pcie_tx_kbs = 0", "pcie_rx_kbs = 0",
    "pcie_tx_bytes = 0", "pcie_rx_bytes = 0", "links = 18", "link_version = 6", "link_tx_kib = 0", "link_rx_kib = 0", "link_errors = 0", "link_encrypted = 0",
    "fabric_state = 3", "fabric_status = 0", "fabric_clique = 0", "fabric_mask = 0", "fabric_health = 1", "cpus = 64", "accounting = 0", "accounting_size = 4000",
    "mig = 0", "mig_pending = 0", "gpm = 1", "gpm_streaming = 1", "events = 62361",
    "gpm.1 = 0", "gpm.2 = 0", "gpm.3 = 0", "gpm.5 = 0", "gpm.10 = 0", "gpm.11 = 0", "gpm.12 = 0", "gpm.13 = 0", "gpm.20 = 0", "gpm.21 = 0", NULL,
};
static const char *const t4[] = {
    "name = Tesla T4", "arch = 6", "brand = 2", "cc_major = 7", "cc_minor = 5", "cores = 2560", "mem_total = 16106127360", "mem_reserved = 455081984", "power_mw = 9500",
    "power_limit_mw = 70000", "power_default_mw = 70000", "power_min_mw = 60000", "power_max_mw = 70000", "power_memory_mw = none", "temp_mem_c = none",
    "temp_margin_c = none", "clock_max_sm = 1590", "clock_mem = 405", "clock_max_mem = 5001", "pcie_gen_max = 3", "links = none", "link_tx_kib = none",
    "link_rx_kib = none", "fabric_state = none", "remap_corrected = none", "rows_max = none", "retired_pages = 0", "retired_pending = 0", "mig = none",
    "gpm = 0", "sram_exceeded = none", "repair_channel = none", "module_id = none", NULL,
};

static Instance previous[MAX_GPUS][MAX_INSTANCES];
static u32 previous_generation;

static char *trim(char *text) {
    while (isspace((unsigned char)*text)) text++;
    char *last = text + strlen(text);
    while (last > text && isspace((unsigned char)last[-1])) *--last = 0;
    return text;
}

static int find(const char *name, const char *const *names, int count) {
    for (int i = 0; i < count; i++) if (!strcmp(names[i], name)) return i;
    return -1;
}

static bool set_number(Number *number, char *value) {
    *number = (Number){ 0 };
    if (!strcmp(value, "none")) return true;
    for (char *word = strtok(value, " "); word; word = strtok(NULL, " ")) {
        if (!strcmp(word, "rate")) {
            word = strtok(NULL, " ");
            if (!word) return false;
            number->rate = strcmp(word, "power") ? atof(word) : NAN;
        } else if (number->count < MAX_SERIES) {
            number->values[number->count++] = strcmp(word, "max") ? atof(word) : 18446744073709551615.0;
        }
    }
    return number->count > 0;
}

static bool set_injection(Injection *injection, const char *value) {
    *injection = (Injection){ atoi(value), 0, 0 };
    const char *word = strstr(value, "after ");
    if (word) injection->after = atoi(word + 6);
    if ((word = strstr(value, "for "))) injection->times = atoi(word + 4);
    return true;
}

static bool set_gpu(int index, const char *key, char *value);

static bool set_like(int index, const char *value) {
    Gpu *gpu = &world.gpus[index];
    void *handle = gpu->handle;
    *gpu = (Gpu){ .present = true, .handle = handle };
    char line[256];
    const char *const *sets[] = { h100, !strcmp(value, "t4") ? t4 : NULL };
    for (int s = 0; s < 2 && sets[s]; s++)
        for (const char *const *at = sets[s]; *at; at++) {
            snprintf(line, sizeof line, "%s", *at);
            char *equals = strchr(line, '=');
            *equals = 0;
            set_gpu(index, trim(line), trim(equals + 1));
        }
    snprintf(gpu->texts[T_uuid], 96, "GPU-00000000-0000-0000-0000-%012d", index + 1);
    gpu->numbers[N_index_minor] = (Number){ .count = 1, .values = { index } };
    gpu->numbers[N_pci_bus] = (Number){ .count = 1, .values = { 16 + index } };
    if (!strcmp(value, "a100")) {
        strcpy(gpu->texts[T_name], "NVIDIA A100-SXM4-80GB");
        gpu->numbers[N_arch].values[0] = 7;
        gpu->numbers[N_cc_major].values[0] = 8;
        gpu->numbers[N_gpm].values[0] = 0;
    }
    return true;
}

static bool set_gpu(int index, const char *key, char *value) {
    Gpu *gpu = &world.gpus[index];
    int at;
    if (!strcmp(key, "like")) return set_like(index, value);
    if (!strcmp(key, "present")) { gpu->present = atoi(value); return true; }
    if (!strcmp(key, "lost")) { gpu->lost = atoi(value); return true; }
    if (!strncmp(key, "ret.", 4)) return (at = find(key + 4, function_names, F_COUNT)) >= 0 && set_injection(&gpu->injections[at], value);
    if (!strncmp(key, "hang.", 5)) { if ((at = find(key + 5, function_names, F_COUNT)) < 0) return false; gpu->hangs[at] = atoi(value); return true; }
    if (!strncmp(key, "gpm.", 4)) { at = atoi(key + 4); return at > 0 && at < GPM_IDS && set_number(&gpu->gpm[at], value); }
    if (!strncmp(key, "sample.", 7)) { at = atoi(key + 7); return at >= 0 && at < 10 && set_number(&gpu->samples[at], value); }
    if (!strcmp(key, "processes")) { memset(gpu->process_counts, 0, sizeof gpu->process_counts); return true; }
    if (!strcmp(key, "process")) {
        char kind[16];
        Proc process = { .gi = ~0u, .ci = ~0u };
        char used[32] = "0";
        if (sscanf(value, "%15s %u %31s %d %d %u %u %u %u", kind, &process.pid, used, (int *)&process.gi, (int *)&process.ci, &process.sm, &process.memory,
            &process.encoder, &process.decoder) < 2 || (at = find(kind, kinds, 3)) < 0 || gpu->process_counts[at] == MAX_PROCESSES) return false;
        process.used = strcmp(used, "max") ? strtoull(used, NULL, 10) : ~0ull;
        gpu->processes[at][gpu->process_counts[at]++] = process;
        return true;
    }
    if (!strcmp(key, "gi")) { /* id profile start size, with a compute instance unless "bare" follows */
        for (int i = 0; i < MAX_INSTANCES; i++)
            if (!gpu->instances[i].used) {
                Instance instance = { .used = true, .has_ci = !strstr(value, "bare") };
                if (sscanf(value, "%u %u %u %u", &instance.id, &instance.profile, &instance.place.start, &instance.place.size) != 4) return false;
                const Instance *before = &previous[index][i]; /* the same again, as when a file is read anew: with its handles */
                if (before->used && before->id == instance.id && before->profile == instance.profile && before->place.start == instance.place.start) {
                    instance.gi_handle = before->gi_handle;
                    instance.ci_handle = before->ci_handle;
                    instance.mig_handle = before->mig_handle;
                }
                gpu->instances[i] = instance;
                return true;
            }
        return false;
    }
    if (!strcmp(key, "instances")) { memset(gpu->instances, 0, sizeof gpu->instances); return true; }
    if ((at = find(key, text_names, T_COUNT)) >= 0) { snprintf(gpu->texts[at], 96, "%s", strcmp(value, "none") ? value : ""); return true; }
    return (at = find(key, number_names, N_COUNT)) >= 0 && set_number(&gpu->numbers[at], value);
}

static bool set(const char *key, char *value) {
    int a, b, at;
    if (sscanf(key, "gpu.%d.", &a) == 1 && a >= 0 && a < MAX_GPUS) return set_gpu(a, strchr(strchr(key, '.') + 1, '.') + 1, value);
    if (sscanf(key, "topology.%d.%d", &a, &b) == 2 && a >= 0 && a < MAX_GPUS && b >= 0 && b < MAX_GPUS) {
        world.topology[a][b] = world.topology[b][a] = (u32)atoi(value);
        return true;
    }
    if (!strncmp(key, "ret.", 4)) return (at = find(key + 4, function_names, F_COUNT)) >= 0 && set_injection(&world.injections[at], value);
    if (!strncmp(key, "hang.", 5)) { if ((at = find(key + 5, function_names, F_COUNT)) < 0) return false; world.hangs[at] = atoi(value); return true; }
    if (!strcmp(key, "latency_us")) { for (at = 0; at < F_COUNT; at++) world.latencies[at] = atoi(value); return true; }
    if (!strncmp(key, "latency_us.", 11)) { if ((at = find(key + 11, function_names, F_COUNT)) < 0) return false; world.latencies[at] = atoi(value); return true; }
    if (!strncmp(key, "name.", 5)) {
        if (world.name_count == MAX_PROCESSES) return false;
        world.names[world.name_count].pid = (u32)atoi(key + 5);
        snprintf(world.names[world.name_count++].name, 96, "%s", value);
        return true;
    }
    if (!strcmp(key, "driver")) { snprintf(world.driver, 80, "%s", value); world.driver_minor = 0; return sscanf(value, "%d.%d", &world.driver_major, &world.driver_minor) >= 1; }
    if (!strcmp(key, "nvml")) { snprintf(world.nvml, 80, "%s", value); return true; }
    if (!strcmp(key, "branch")) { snprintf(world.branch, 80, "%s", value); return true; }
    if (!strcmp(key, "cuda")) { world.cuda = atoi(value); return true; }
    if (!strcmp(key, "step_us")) { world.step_us = atoi(value) > 0 ? atoi(value) : 1; return true; }
    if (!strcmp(key, "clock")) { world.real_clock = !strcmp(value, "real"); return true; }
    if (!strcmp(key, "strict")) { world.strict = atoi(value); return true; }
    if (!strcmp(key, "post")) { /* number gpu type data: told once, when the number is higher than all before */
        unsigned long long number, type, data;
        if (sscanf(value, "%llu %d %llu %llu", &number, &a, &type, &data) != 4) return false;
        if (number > world.posted) { world.posted = number; post_event(a, type, data, ~0u, ~0u); }
        return true;
    }
    return false;
}

/* Handles, the clock and what was posted stay; everything else is as at the beginning. */
void scenario_reset(void) {
    void *handles[MAX_GPUS];
    for (int i = 0; i < MAX_GPUS; i++) handles[i] = world.gpus[i].handle;
    for (int i = 0; i < MAX_GPUS; i++) memcpy(previous[i], world.gpus[i].instances, sizeof previous[i]);
    if (previous_generation != generation) memset(previous, 0, sizeof previous);
    previous_generation = generation;
    double clock = world.clock_us;
    u64 posted = world.posted;
    memset(&world, 0, sizeof world);
    for (int i = 0; i < MAX_GPUS; i++) world.gpus[i].handle = handles[i];
    world.clock_us = clock;
    world.posted = posted;
    strcpy(world.driver, "580.159.04");
    strcpy(world.nvml, "13.580.159.04");
    strcpy(world.branch, "r580_00");
    world.driver_major = 580;
    world.driver_minor = 159;
    world.cuda = 13000;
    world.step_us = 1000000;
}

int scenario_load(const char *text) {
    char *copy = strdup(text), *next = copy;
    int number = 0, wrong = 0;
    while (next && !wrong) {
        char *line = next;
        next = strchr(line, '\n');
        if (next) *next++ = 0;
        number++;
        line = trim(line);
        if (!*line || *line == '#') continue;
        char *equals = strchr(line, '=');
        if (!equals) { wrong = number; break; }
        *equals = 0;
        if (!set(trim(line), trim(equals + 1))) wrong = number;
    }
    free(copy);
    return wrong;
}

/* NVML_FAKE_SCENARIO names a file, for processes that nobody can call into: looked at ten times a second at most. */
void scenario_watch(void) {
    static const char *path;
    static bool asked;
    static double next;
    static struct timespec seen;
    if (!asked) { path = getenv("NVML_FAKE_SCENARIO"); asked = true; }
    if (!path) return;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    double seconds = now.tv_sec + now.tv_nsec / 1e9;
    if (seconds < next) return;
    next = seconds + 0.1;
    struct stat info;
    if (stat(path, &info) || (info.st_mtim.tv_sec == seen.tv_sec && info.st_mtim.tv_nsec == seen.tv_nsec)) return;
    FILE *file = fopen(path, "r");
    if (!file) return;
    seen = info.st_mtim;
    char *text = calloc(1, (size_t)info.st_size + 1);
    size_t length = fread(text, 1, (size_t)info.st_size, file);
    fclose(file);
    text[length] = 0;
    scenario_reset();
    int wrong = scenario_load(text);
    if (wrong) fprintf(stderr, "fake NVML: %s:%d is not understood\n", path, wrong);
    free(text);
    pthread_cond_broadcast(&changed);
}
