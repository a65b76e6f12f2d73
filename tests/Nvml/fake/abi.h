/* The structures of NVIDIA's management library as their published layouts are, in our own words. Sizes are those of x86-64 and AArch64. */
#ifndef KREWE_FAKE_ABI_H
#define KREWE_FAKE_ABI_H

#include <stdint.h>

typedef uint32_t u32;
typedef uint64_t u64;

enum {
    OK = 0, UNINITIALIZED = 1, INVALID_ARGUMENT = 2, NOT_SUPPORTED = 3, NO_PERMISSION = 4, NOT_FOUND = 6, INSUFFICIENT_SIZE = 7, TIMEOUT = 10,
    FUNCTION_NOT_FOUND = 13, GPU_IS_LOST = 15, RESET_REQUIRED = 16, IN_USE = 19, INSUFFICIENT_RESOURCES = 23, VERSION_MISMATCH = 25
};

#define TAG(type, number) ((u32)sizeof(type) | ((u32)(number) << 24))

typedef struct { char legacy[16]; u32 domain, bus, device, id, subsystem; char bus_id[32]; } Pci;
typedef struct { u32 version, domain, bus, device, id, subsystem, base_class, sub_class; char bus_id[32]; } PciExt;
typedef struct { u32 gpu, memory; } Utilization;
typedef struct { u64 total, free, used; } Memory1;
typedef struct { u32 version; u64 total, reserved, free, used; } Memory2;
typedef struct { u32 pid; u64 used; u32 gi, ci; } Process;
typedef struct { u32 pid; u64 used; u32 gi, ci; u64 protected_used; } ProcessWide;
typedef struct { u32 version, mode, count; ProcessWide *entries; } ProcessList;
typedef struct { u32 pid; u64 time; u32 sm, memory, encoder, decoder; } ProcessSample;
typedef struct { u64 time; u32 pid, sm, memory, encoder, decoder, jpeg, ofa; } ProcessSampleWide;
typedef struct { u32 version, count; u64 last_seen; ProcessSampleWide *entries; } ProcessSampleList;
typedef struct { u32 sm, copy, decoder, encoder, jpeg, ofa, gi_slices, ci_slices; u64 mebibytes; } Attributes;
typedef struct { u32 max, high, partial, low, none; } Histogram;
typedef union { double d; int si; u32 ui; unsigned long ul; u64 ull; int64_t sll; unsigned short us; } Value;
typedef struct { u64 time; Value value; } Sample;
typedef struct { u32 id, scope; int64_t time, latency; u32 type, code; Value value; } Field;
typedef struct { u32 version; u64 counts[11]; u32 exceeded; } SramStatus;
typedef struct { u32 version, channel, tpc; } Repair;
typedef struct { u32 version; uint8_t scope; u32 milliwatts; } PowerValue;
typedef struct { u32 version, sensor; int celsius; } Temperature;
typedef struct { u32 version; int celsius; } Margin;
typedef struct { void *device; u64 type, data; u32 gi, ci; } EventData;
typedef struct { u32 version; void *set; } SystemSet;
typedef struct { u32 version; u64 types; void *set; } SystemRegistration;
typedef struct { u64 type; u32 gpu; } SystemEvent;
typedef struct { u32 version, milliseconds; void *set; SystemEvent *data; u32 size, count; } SystemWait;
typedef struct { u32 gpu, memory; u64 max_memory, milliseconds, start; u32 running, reserved[5]; } Account;
typedef struct { u32 version; uint8_t cluster[16]; u32 status, clique; uint8_t state; u32 mask; } Fabric2;
typedef struct { u32 version; uint8_t cluster[16]; u32 status, clique; uint8_t state; u32 mask; uint8_t summary; } Fabric3;
typedef struct { u32 version; char branch[80]; } Branch;
typedef struct { uint8_t type; u32 major, minor, sub; } Firmware;
typedef struct { u32 version, encrypted; } Link1;
typedef struct { u32 version, encrypted; Firmware firmware[100]; u32 count; } Link2;
typedef struct { u32 start, size; } Placement;
typedef struct { u32 id, p2p, slices, instances, sm, copy, decoder, encoder, jpeg, ofa; u64 mebibytes; } GiProfile1;
typedef struct { u32 version, id, p2p, slices, instances, sm, copy, decoder, encoder, jpeg, ofa; u64 mebibytes; char name[96]; } GiProfile2;
typedef struct { void *device; u32 id, profile; Placement place; } GiInfo;
typedef struct { void *device, *gi; u32 id, profile; Placement place; } CiInfo;
typedef struct { u32 id, slices, instances, sm, copy, decoder, encoder, jpeg, ofa; } CiProfile1;
typedef struct { u32 version, id, slices, instances, sm, copy, decoder, encoder, jpeg, ofa; char name[96]; } CiProfile2;
typedef struct { u32 id, code; double value; const char *short_name, *long_name, *unit; } GpmMetric;
typedef struct { u32 version, count; void *first, *second; GpmMetric metrics[]; } GpmRequest;
typedef struct { u32 version, supported; } GpmSupport;
typedef struct { u32 environment, feature, dev_tools; } ConfCompute;

#define SIZE(type, bytes) _Static_assert(sizeof(type) == (bytes), #type)
SIZE(Pci, 68); SIZE(PciExt, 64); SIZE(Utilization, 8); SIZE(Memory1, 24); SIZE(Memory2, 40); SIZE(Process, 24); SIZE(ProcessWide, 32);
SIZE(ProcessList, 24); SIZE(ProcessSample, 32); SIZE(ProcessSampleWide, 40); SIZE(ProcessSampleList, 24); SIZE(Attributes, 40); SIZE(Histogram, 20);
SIZE(Value, 8); SIZE(Sample, 16); SIZE(Field, 40); SIZE(SramStatus, 104); SIZE(Repair, 12); SIZE(PowerValue, 12); SIZE(Temperature, 12);
SIZE(Margin, 8); SIZE(EventData, 32); SIZE(SystemSet, 16); SIZE(SystemRegistration, 24); SIZE(SystemEvent, 16); SIZE(SystemWait, 32);
SIZE(Account, 56); SIZE(Fabric2, 36); SIZE(Fabric3, 40); SIZE(Branch, 84); SIZE(Link1, 8); SIZE(Link2, 1612); SIZE(Placement, 8);
SIZE(GiProfile1, 48); SIZE(GiProfile2, 152); SIZE(GiInfo, 24); SIZE(CiInfo, 32); SIZE(CiProfile1, 36); SIZE(CiProfile2, 136);
SIZE(GpmMetric, 40); SIZE(GpmRequest, 24); SIZE(GpmSupport, 8);

#endif
