// Devices, hosts and who has leased what of them.

import { card, element } from './dom.js';
import { Chart } from './chart.js';
import { Table } from './table.js';
import { bytes, cores, share, since, watts } from './format.js';
import { healthBadge, hostBadge, linkOf } from './words.js';
import { change } from './actions.js';

const segment = text => encodeURIComponent(text);

export class Machines {
  constructor() {
    this.devices = new Table('What models run on, and how busy it is', [
      { title: 'Device' }, { title: 'Host' }, { title: 'Health' }, { title: 'In use' }, { title: 'Memory' }, { title: 'Power', number: true },
      { title: 'Leases', number: true }, { title: 'In use, 15 min', className: 'trend' }, { title: 'Change', number: true },
    ], 'No device');
    this.hosts = new Table('Machines, and what of them is leased', [
      { title: 'Host' }, { title: 'Region, pool' }, { title: 'State' }, { title: 'CPU in use' }, { title: 'Cores leased' }, { title: 'Memory leased' },
      { title: 'Leases', number: true }, { title: 'Heard', number: true }, { title: 'Change', number: true },
    ], 'No host has reported yet');
    this.leases = new Table('Who may use what, under which epoch', [
      { title: 'Replica' }, { title: 'Host' }, { title: 'Devices' }, { title: 'Cores', number: true }, { title: 'Memory', number: true },
      { title: 'Epoch', number: true }, { title: 'Granted', number: true }, { title: 'State' },
    ], 'No lease');
    this.used = new Chart('Devices in use', share, { most: 1 });
    this.memory = new Chart('Device memory in use', bytes, { binary: true });
    this.power = new Chart('Power', watts);
    this.powerCard = element('div', { class: 'card' }, this.power.node);
    this.node = [
      card('devices', 'Devices', null, this.devices.node),
      card('hosts', 'Hosts', null, this.hosts.node),
      element('div', { class: 'columns' }, element('div', { class: 'card' }, this.used.node), element('div', { class: 'card' }, this.memory.node), this.powerCard),
      card('leases', 'Leases', null, this.leases.node),
    ];
  }

  show(state) {
    const hosts = state.cluster?.hosts ?? [];
    this.devices.update(hosts.flatMap(host => (host.devices ?? []).map(device => this.#device(state, host, device))));
    this.hosts.update(hosts.map(host => this.#host(state, host)));
    this.leases.update(hosts.flatMap(host => (host.leases ?? []).map(lease => ({
      key: lease.host + lease.epoch + lease.replica,
      cells: [
        { text: lease.replica, link: linkOf(lease.replica.replace(/\/\d+$/, '')) }, lease.host, (lease.devices ?? []).join(', '), cores(lease.cpu_millicores), bytes(lease.memory_bytes),
        String(lease.epoch), since(lease.granted_at), lease.releasing ? { text: 'releasing', badge: 'warn' } : { text: 'held', badge: 'good' },
      ],
    }))));
    const keys = [...state.devices.series.keys()].sort().slice(0, 6);
    const of = name => keys.map(key => ({ name: key, values: state.values('devices', key, name) }));
    this.used.update(of('utilization'), state.last);
    this.memory.update(of('used_memory_bytes'), state.last);
    const power = of('power_watts').filter(one => one.values.some(value => value !== null));
    this.powerCard.hidden = power.length === 0;
    if (power.length > 0) {
      this.power.update(power, state.last);
    }
  }

  #device(state, host, device) {
    const seen = device.observation;
    const key = device.host + '/' + seen.uuid;
    const at = name => state.values('devices', key, name).at(-1);
    const used = at('used_memory_bytes') ?? seen.used_memory_bytes;
    const utilization = at('utilization') ?? seen.utilization;
    const live = state.live?.devices?.find(one => one.host === device.host && one.device === seen.uuid);
    const cordoned = device.state === 'cordoned';
    const reasons = (device.reasons ?? []).length > 0 ? { reasons: device.reasons } : {};
    const power = at('power_watts') ?? seen.power_watts;
    const temperature = seen.telemetry?.temperature;
    return {
      key,
      cells: [
        seen.model + ' (' + seen.class + ')', device.host,
        cordoned ? { text: device.health + ', cordoned', badge: 'warn', ...reasons } : { text: device.health, badge: healthBadge(device.health), ...reasons },
        utilization === undefined || utilization === null ? 'not measured' : { text: share(utilization), bar: utilization },
        used === undefined || used === null || seen.memory_bytes === 0 ? bytes(seen.memory_bytes) : { text: bytes(used) + ' of ' + bytes(seen.memory_bytes), bar: used / seen.memory_bytes },
        temperature === undefined || temperature === null ? watts(power) : watts(power) + ', ' + Math.round(temperature) + ' °C',
        String(live?.leases ?? (seen.accelerator ? (host.leases ?? []).filter(lease => (lease.devices ?? []).includes(seen.uuid)).length : (host.leases ?? []).length)),
        { trend: state.values('devices', key, 'utilization'), label: key + ' in use, last 15 minutes' },
        { actions: seen.accelerator ? [this.#cordon(device, seen, cordoned), ...((device.faults ?? []).length > 0 ? [this.#clear(device, seen)] : [])] : [] },
      ],
    };
  }

  #clear(device, seen) {
    const what = device.host + '/' + seen.uuid;
    return {
      text: 'Clear…', label: 'Clear ' + what,
      run: () => change({
        title: 'Clear the faults of ' + what,
        text: 'Forgotten: ' + device.faults.join('; ') + '. Do it when the device was repaired, or is to serve all the same. What its driver goes on saying of it stays.',
        button: 'Clear', method: 'POST', path: 'devices/' + segment(device.host) + '/' + segment(seen.uuid) + '/clear', body: () => ({}), done: () => 'The faults of ' + what + ' are cleared.',
      }),
    };
  }

  #cordon(device, seen, cordoned) {
    const verb = cordoned ? 'uncordon' : 'cordon';
    const what = device.host + '/' + seen.uuid;
    return {
      text: cordoned ? 'Uncordon…' : 'Cordon…', label: (cordoned ? 'Uncordon ' : 'Cordon ') + what,
      run: () => change({
        title: (cordoned ? 'Uncordon ' : 'Cordon ') + what,
        text: cordoned ? 'It takes new leases again.' : 'It takes no new leases, and the replicas on it are replaced elsewhere, the new one first. Nothing is changed when one of them has no room.',
        button: cordoned ? 'Uncordon' : 'Cordon', method: 'POST', path: 'devices/' + segment(device.host) + '/' + segment(seen.uuid) + '/' + verb,
        forcible: !cordoned, body: values => ({ force: values.force }), done: () => what + (cordoned ? ' takes leases again.' : ' is cordoned.'),
      }),
    };
  }

  #host(state, host) {
    const cpu = host.cpu_millicores - host.free_cpu_millicores;
    const memory = host.memory_bytes - host.unleased_memory_bytes;
    const used = state.values('hosts', host.host, 'cpu_utilization').at(-1) ?? host.cpu_utilization;
    const draining = host.draining || host.state === 'draining';
    return {
      key: host.host,
      cells: [
        host.host, host.region + ', ' + ((host.pools ?? []).length > 0 ? host.pools : [host.pool]).join(', '),
        { text: draining && host.state !== 'draining' ? host.state + ', draining' : host.state, badge: hostBadge(host.state) },
        used === undefined || used === null ? 'not measured' : { text: share(used), bar: used },
        { text: cores(cpu) + ' of ' + cores(host.cpu_millicores), bar: host.cpu_millicores ? cpu / host.cpu_millicores : 0 },
        { text: bytes(memory) + ' of ' + bytes(host.memory_bytes), bar: host.memory_bytes ? memory / host.memory_bytes : 0 },
        String((host.leases ?? []).length), host.seen_at ? since(host.seen_at) : '',
        { actions: [this.#drain(host, draining)] },
      ],
    };
  }

  #drain(host, draining) {
    const verb = draining ? 'undrain' : 'drain';
    return {
      text: draining ? 'Undrain…' : 'Drain…', label: (draining ? 'Undrain ' : 'Drain ') + host.host,
      run: () => change({
        title: (draining ? 'Undrain ' : 'Drain ') + host.host,
        text: draining ? 'It takes new leases again.' : 'It takes no new leases, and its ' + (host.leases ?? []).length + ' replicas are replaced elsewhere, the new one first. Nothing is changed when one of them has no room.',
        button: draining ? 'Undrain' : 'Drain', method: 'POST', path: 'hosts/' + segment(host.host) + '/' + verb,
        forcible: !draining, body: values => ({ force: values.force }), done: () => host.host + (draining ? ' takes leases again.' : ' is being drained.'),
      }),
    };
  }
}
