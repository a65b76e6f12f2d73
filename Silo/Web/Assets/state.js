// What is known: the last 900 seconds as columns, the last state of the cluster, the events.

const LENGTH = 900;
const MODEL = ['completed', 'invalid', 'refused', 'expired', 'failed', 'cancelled', 'waiting_critical', 'waiting_standard', 'waiting_batch', 'running', 'p50', 'p95', 'p99'];
const HOST = ['cpu_utilization', 'leased_cpu_millicores', 'leased_memory_bytes', 'leases'];
const DEVICE = ['utilization', 'used_memory_bytes', 'power_watts'];
const SILO = ['cpu_cores', 'memory_bytes', 'activations', 'requests'];

// Columns by second, in place: the slot of a second is its rest by 900.
class Series {
  constructor(names) {
    this.columns = Object.fromEntries(names.map(name => [name, new Array(LENGTH).fill(null)]));
    this.seen = 0;
  }

  set(second, name, value) {
    this.columns[name][second % LENGTH] = value ?? null;
    this.seen = Math.max(this.seen, second);
  }

  forget(second) {
    for (const column of Object.values(this.columns)) {
      column[second % LENGTH] = null;
    }
  }

  // In order, ending with the given second.
  values(name, last) {
    const column = this.columns[name];
    const start = (last + 1) % LENGTH;
    return [...column.slice(start), ...column.slice(0, start)];
  }
}

class Group {
  constructor(names, keyOf) {
    this.names = names;
    this.keyOf = keyOf;
    this.series = new Map();
  }

  of(key) {
    let series = this.series.get(key);
    if (!series) {
      series = new Series(this.names);
      this.series.set(key, series);
    }
    return series;
  }

  forget(second) {
    for (const [key, series] of this.series) {
      series.forget(second);
      if (second - series.seen > LENGTH) {
        this.series.delete(key);
      }
    }
  }

  load(rows, first) {
    for (const row of rows ?? []) {
      const series = this.of(this.keyOf(row));
      for (const name of this.names) {
        (row[name] ?? []).forEach((value, index) => series.set(first + index, name, value));
      }
    }
  }

  add(rows, second, valueOf) {
    for (const row of rows ?? []) {
      const series = this.of(this.keyOf(row));
      for (const name of this.names) {
        series.set(second, name, valueOf(row, name));
      }
    }
  }
}

const plain = (row, name) => row[name];

function ofModel(row, name) {
  switch (name) {
    case 'waiting_critical': return row.waiting?.[0];
    case 'waiting_standard': return row.waiting?.[1];
    case 'waiting_batch': return row.waiting?.[2];
    default: return row[name];
  }
}

export class State {
  constructor() {
    this.models = new Group(MODEL, row => row.model);
    this.hosts = new Group(HOST, row => row.host);
    this.devices = new Group(DEVICE, row => row.host + '/' + row.device);
    this.silos = new Group(SILO, row => row.silo);
    this.last = 0;
    this.live = null;
    this.cluster = null;
    this.events = [];
    this.eventsProblem = null;
  }

  load(history) {
    if (history.last < history.first) {
      return;
    }
    this.#advance(history.last);
    this.models.load(history.models, history.first);
    this.hosts.load(history.hosts, history.first);
    this.devices.load(history.devices, history.first);
    this.silos.load(history.silos, history.first);
  }

  add(live) {
    this.#advance(live.second);
    this.live = live;
    this.models.add(live.models, live.second, ofModel);
    this.hosts.add(live.hosts, live.second, plain);
    this.devices.add(live.devices, live.second, plain);
    this.silos.add(live.silos, live.second, plain);
  }

  addEvents(events) {
    if (events.length > 0) {
      const known = new Set(this.events.map(one => one.silo + one.sequence));
      this.events = [...events.filter(one => !known.has(one.silo + one.sequence)).reverse(), ...this.events].slice(0, 500);
    }
  }

  // Of one model, device, host or silo: the last 900 seconds of a column.
  values(group, key, name) {
    const series = this[group].series.get(key);
    return series ? series.values(name, this.last) : new Array(LENGTH).fill(null);
  }

  // The same, added over columns and keys; a second is known where any of them is.
  sum(group, names, keys) {
    const added = new Array(LENGTH).fill(null);
    for (const key of keys ?? this[group].series.keys()) {
      for (const name of names) {
        this.values(group, key, name).forEach((value, index) => {
          if (value !== null) {
            added[index] = (added[index] ?? 0) + value;
          }
        });
      }
    }
    return added;
  }

  most(group, name) {
    const most = new Array(LENGTH).fill(null);
    for (const key of this[group].series.keys()) {
      this.values(group, key, name).forEach((value, index) => {
        if (value !== null && (most[index] === null || value > most[index])) {
          most[index] = value;
        }
      });
    }
    return most;
  }

  // Seconds that were skipped hold what was 15 minutes before until they are forgotten.
  #advance(second) {
    if (second <= this.last) {
      return;
    }
    const from = Math.max(this.last + 1, second - LENGTH + 1);
    for (const group of [this.models, this.hosts, this.devices, this.silos]) {
      for (let at = from; at <= second; at++) {
        group.forget(at);
      }
    }
    this.last = second;
  }
}

export const ENDED = ['completed', 'invalid', 'refused', 'expired', 'failed', 'cancelled'];
export const ERRORS = ['refused', 'expired', 'failed'];
export const WAITING = ['waiting_critical', 'waiting_standard', 'waiting_batch'];

// Over the last seconds of a column: the mean of what is known, null where nothing is.
export function mean(values, seconds) {
  const known = values.slice(-seconds).filter(value => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}
