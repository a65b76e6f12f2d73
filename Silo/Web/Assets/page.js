'use strict';

// Reads /admin/v1/status while somebody looks. Whatever comes from the cluster is set as text, never as markup.

const PERIOD = 2000;
const TIMEOUT = 8000;
// A three of the sample model, 8x8 pixels of 0 to 16.
const THREE = [
  0, 1, 12, 16, 10, 0, 0, 0, 0, 7, 11, 7, 14, 1, 0, 0, 0, 2, 2, 3, 14, 0, 0, 0, 0, 0, 3, 14, 6, 0, 0, 0,
  0, 0, 12, 16, 16, 6, 0, 0, 0, 0, 2, 0, 5, 15, 6, 0, 0, 1, 11, 4, 4, 13, 8, 0, 0, 2, 14, 16, 16, 13, 1, 0,
];

const byId = id => document.getElementById(id);
let timer = 0;
let reading = false;

function element(tag, text, className) {
  const made = document.createElement(tag);
  if (text !== undefined && text !== null) {
    made.textContent = String(text);
  }
  if (className) {
    made.className = className;
  }
  return made;
}

function setText(id, text) {
  const target = byId(id);
  if (target.textContent !== text) {
    target.textContent = text;
  }
}

// A cell is a text, or { text, className }, or { text, bar: 0..1 }, or { text, badge: 'good' | 'warn' | 'bad' }.
function cell(value, first, label) {
  const content = typeof value === 'object' && value !== null ? value : { text: value };
  const made = element(first ? 'th' : 'td', undefined, content.className);
  // Narrow screens show each row as a list: the label stands before the value, and roles keep it a table for screen readers.
  made.dataset.label = label;
  made.setAttribute('role', first ? 'rowheader' : 'cell');
  if (first) {
    made.scope = 'row';
  }
  made.append(content.badge ? element('span', content.text, 'badge ' + content.badge) : document.createTextNode(content.text ?? ''));
  if (content.bar !== undefined && content.bar !== null) {
    const fill = element('span');
    fill.style.width = (Math.max(0, Math.min(1, content.bar)) * 100).toFixed(1) + '%';
    const bar = element('span', undefined, 'bar');
    bar.setAttribute('aria-hidden', 'true');
    bar.append(fill);
    made.append(bar);
  }
  return made;
}

// Rows are replaced only when they differ, so that a selection and a screen reader's place survive.
function fill(id, rows, columns, empty) {
  const body = byId(id);
  const key = JSON.stringify(rows);
  if (body.dataset.key === key) {
    return;
  }
  body.dataset.key = key;
  const labels = [...body.parentElement.querySelectorAll('thead th')].map(header => header.textContent);
  const made = rows.map(row => {
    const line = element('tr');
    line.setAttribute('role', 'row');
    line.append(...row.map((value, index) => cell(value, index === 0, labels[index])));
    return line;
  });
  if (made.length === 0) {
    const line = element('tr');
    const only = element('td', empty, 'empty');
    only.colSpan = columns;
    line.append(only);
    made.push(line);
  }
  body.replaceChildren(...made);
}

function bytes(value) {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let unit = 0;
  let rest = value ?? 0;
  while (rest >= 1024 && unit < units.length - 1) {
    rest /= 1024;
    unit++;
  }
  return (rest >= 10 || unit === 0 ? rest.toFixed(0) : rest.toFixed(1)) + ' ' + units[unit];
}

function since(time) {
  if (!time) {
    return '';
  }
  const seconds = Math.max(0, Math.floor((Date.now() - Date.parse(time)) / 1000));
  if (seconds < 60) {
    return seconds + ' s';
  }
  if (seconds < 3600) {
    return Math.floor(seconds / 60) + ' min';
  }
  return seconds < 86400 ? Math.floor(seconds / 3600) + ' h' : Math.floor(seconds / 86400) + ' d';
}

const share = value => Math.round(value * 100) + ' %';
const cores = value => (value / 1000).toFixed(value % 1000 === 0 ? 0 : 1);
const number = text => ({ text, className: 'number' });

function phaseBadge(phase) {
  if (phase === 'ready') {
    return 'good';
  }
  return phase === 'unhealthy' || phase === 'restarting' ? 'bad' : 'warn';
}

function modelState(model) {
  if (model.removing) {
    return { text: 'being deleted', badge: 'warn' };
  }
  if (model.ready >= model.wanted) {
    return { text: model.wanted === 0 ? 'none wanted' : 'serving', badge: 'good' };
  }
  return model.ready > 0 ? { text: 'partly serving', badge: 'warn' } : { text: 'not serving', badge: 'bad' };
}

function problemOf(model) {
  const replica = (model.replicas ?? []).find(one => one.problem);
  const problem = model.refusal ?? (replica ? replica.problem : null);
  if (!problem) {
    return '';
  }
  // Some messages hold their reasons; those are not said twice.
  const said = problem.code + ': ' + problem.message;
  const more = [...(problem.reasons ?? []), problem.next ?? ''].filter(text => text !== '' && !said.includes(text.replace(/^KRW\d+: /, '')));
  return { text: [said, ...more].join('; '), className: 'wide' };
}

function showModels(models) {
  fill('models', models.map(model => [
    model.model,
    model.spec.version,
    number(model.ready + ' of ' + model.wanted),
    modelState(model),
    problemOf(model),
  ]), 5, 'No model yet: krewe apply FILE');
}

function showReplicas(models) {
  const rows = models.flatMap(model => model.replicas ?? []).map(replica => [
    replica.id,
    { text: replica.phase, badge: phaseBadge(replica.phase) },
    replica.lease ? replica.lease.host : '',
    number(replica.epoch),
    number(replica.phase === 'ready' && replica.backend ? since(replica.backend.started_at) : ''),
    number(replica.restarts),
  ]);
  fill('replicas', rows, 6, 'No replica');
}

function showDevices(hosts) {
  const rows = hosts.flatMap(host => host.devices ?? []).map(device => {
    const seen = device.observation;
    const used = seen.used_memory_bytes;
    return [
      seen.model + ' (' + seen.class + ')',
      device.host,
      { text: device.health, badge: device.health === 'healthy' ? 'good' : device.health === 'lost' ? 'bad' : 'warn' },
      seen.utilization === undefined ? 'not measured' : { text: share(seen.utilization), bar: seen.utilization },
      used === undefined || seen.memory_bytes === 0
        ? bytes(seen.memory_bytes)
        : { text: bytes(used) + ' of ' + bytes(seen.memory_bytes), bar: used / seen.memory_bytes },
    ];
  });
  fill('devices', rows, 5, 'No device');
}

function showSilos(silos) {
  fill('silos', silos.map(silo => {
    const status = silo.status.toLowerCase();
    const metadata = silo.metadata ?? {};
    return [
      silo.name,
      [metadata.region, metadata.zone].filter(part => part).join(', '),
      { text: status, badge: status === 'active' ? 'good' : status === 'dead' ? 'bad' : 'warn' },
      silo.address,
    ];
  }), 4, 'No silo is known');
}

function showHosts(hosts) {
  fill('hosts', hosts.map(host => {
    const cpu = host.cpu_millicores - host.free_cpu_millicores;
    const memory = host.memory_bytes - host.unleased_memory_bytes;
    return [
      host.host,
      host.region + ', ' + host.pool,
      { text: host.state, badge: host.state === 'active' ? 'good' : host.state === 'lost' ? 'bad' : 'warn' },
      { text: cores(cpu) + ' of ' + cores(host.cpu_millicores), bar: host.cpu_millicores ? cpu / host.cpu_millicores : 0 },
      { text: bytes(memory) + ' of ' + bytes(host.memory_bytes), bar: host.memory_bytes ? memory / host.memory_bytes : 0 },
      number((host.leases ?? []).length),
    ];
  }), 6, 'No host has reported yet');
}

function showTry(view) {
  const base = (view.addresses ?? [])[0] ?? location.origin;
  const models = view.models.filter(model => model.ready > 0 && !model.removing);
  const digits = models.find(model => model.spec.name === 'digits' && model.spec.tenant === 'default');
  if (digits) {
    const body = { inputs: [{ name: 'image', shape: [1, 64], datatype: 'FP32', data: THREE }] };
    setText('try-text', 'Paste this in a shell: the model tells which digit it sees.');
    setText('try', 'curl ' + base + '/v2/models/digits/infer -d \'' + JSON.stringify(body) + '\'');
  } else if (models.length > 0) {
    setText('try-text', 'Paste this in a shell: what the model takes and gives.');
    setText('try', 'curl ' + base + '/v2/models/' + encodeURIComponent(models[0].spec.name));
  } else {
    setText('try-text', 'No model is ready yet.');
    setText('try', 'curl ' + base + '/v2/health/ready');
  }
}

function show(view) {
  const models = view.models ?? [];
  const hosts = view.hosts ?? [];
  const missing = models.filter(model => !model.removing && model.ready < model.wanted).length;
  setText('silo', view.silo + ' in ' + view.region + ', ' + (view.silos ?? []).length + ' silo' + ((view.silos ?? []).length === 1 ? '' : 's'));
  setText('health', missing === 0 ? 'all models served' : missing + ' of ' + models.length + ' models lack replicas');
  byId('health').className = 'badge ' + (missing === 0 ? 'good' : 'bad');
  showModels(models);
  showDevices(hosts);
  showReplicas(models);
  showSilos(view.silos ?? []);
  showHosts(hosts);
  setText('addresses', (view.addresses ?? []).join(', '));
  setText('admin-addresses', (view.admin_addresses ?? []).join(', '));
  showTry({ ...view, models });
  setText('footer', 'Krewe ' + view.version + ' on ' + view.engine + ', up ' + since(view.started_at));
}

function showError(message) {
  const target = byId('error');
  if (target.textContent !== message) {
    target.textContent = message;
  }
  target.hidden = message === '';
  if (message !== '') {
    setText('health', 'not connected');
    byId('health').className = 'badge bad';
  }
}

async function read() {
  const response = await fetch('/admin/v1/status', { cache: 'no-store', signal: AbortSignal.timeout(TIMEOUT) });
  const body = await response.json();
  if (!response.ok) {
    throw new Error(body.error ? body.error.code + ': ' + body.error.message : 'status ' + response.status);
  }
  return body;
}

async function refresh() {
  clearTimeout(timer);
  if (document.hidden || reading) {
    return;
  }
  reading = true;
  try {
    show(await read());
    showError('');
  } catch (problem) {
    showError('The silo does not answer: ' + problem.message + '. What is shown is the last that was heard.');
  } finally {
    reading = false;
    timer = setTimeout(refresh, PERIOD);
  }
}

document.addEventListener('visibilitychange', refresh);
refresh();
