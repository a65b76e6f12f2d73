// The processes of the cluster, the grains on them, and the addresses.

import { card, element, setText } from './dom.js';
import { Chart } from './chart.js';
import { Table } from './table.js';
import { bytes, count, decimal, many } from './format.js';
import { siloBadge } from './words.js';
import { read } from './stream.js';

// A three of the sample model, 8x8 pixels of 0 to 16.
const THREE = [
  0, 1, 12, 16, 10, 0, 0, 0, 0, 7, 11, 7, 14, 1, 0, 0, 0, 2, 2, 3, 14, 0, 0, 0, 0, 0, 3, 14, 6, 0, 0, 0,
  0, 0, 12, 16, 16, 6, 0, 0, 0, 0, 2, 0, 5, 15, 6, 0, 0, 1, 11, 4, 4, 13, 8, 0, 0, 2, 14, 16, 16, 13, 1, 0,
];
const GRAINS_EVERY = 5000;
const LIST = 200;

export class Silos {
  constructor() {
    this.silos = new Table('The processes of the cluster', [
      { title: 'Silo' }, { title: 'Region, zone' }, { title: 'State' }, { title: 'CPU, cores', number: true }, { title: 'Memory', number: true },
      { title: 'Grains', number: true }, { title: 'Requests/s', number: true }, { title: 'Address', className: 'full' },
    ], 'No silo is known');
    this.cpu = new Chart('CPU of the silos, in cores', decimal);
    this.memory = new Chart('Memory of the silos', bytes, { binary: true });
    this.counts = new Table('Active grains by type', [{ title: 'Type' }, { title: 'Active', number: true }, { title: 'On', className: 'wide' }, { title: 'Grains', number: true }], 'No grain is active');
    this.countsNote = element('p', { class: 'quiet' });
    this.grains = new Table('Active grains of the type that was chosen', [{ title: 'Key' }, { title: 'Silo' }], 'None is active');
    this.grainsCard = card('grain-list', 'Grains of a type', null, this.grains.node);
    this.grainsNote = element('p', { class: 'quiet' });
    this.grainsCard.append(this.grainsNote);
    this.grainsCard.hidden = true;
    this.inference = element('dd');
    this.admin = element('dd');
    this.tryText = element('p');
    this.try = element('pre', { tabindex: '0', role: 'region', 'aria-labelledby': 'try-title' });
    this.node = [
      card('silos-list', 'Silos', null, this.silos.node),
      element('div', { class: 'columns' }, element('div', { class: 'card' }, this.cpu.node), element('div', { class: 'card' }, this.memory.node)),
      card('grains', 'Grains', null, this.counts.node, this.countsNote),
      this.grainsCard,
      card('addresses', 'Addresses', null,
        element('dl', { class: 'facts' }, element('dt', { text: 'Inference' }), this.inference, element('dt', { text: 'Admin API, this page, metrics' }), this.admin),
        element('h3', { id: 'try-title', text: 'Try it' }), this.tryText, this.try),
    ];
  }

  show(state) {
    const silos = state.cluster?.silos ?? [];
    this.silos.update(silos.map(silo => {
      const status = silo.status.toLowerCase();
      const at = name => state.values('silos', silo.name, name).at(-1);
      return {
        key: silo.address,
        cells: [
          silo.name, [silo.metadata?.region, silo.metadata?.zone].filter(part => part).join(', '), { text: status, badge: siloBadge(status) },
          decimal(at('cpu_cores')), bytes(at('memory_bytes')), count(at('activations') ?? silo.activations), count(at('requests')), { text: silo.address, mono: true },
        ],
      };
    }));
    const keys = [...state.silos.series.keys()].sort().slice(0, 6);
    const of = name => keys.map(key => ({ name: key, values: state.values('silos', key, name) }));
    this.cpu.update(of('cpu_cores'), state.last);
    this.memory.update(of('memory_bytes'), state.last);
    setText(this.inference, (state.cluster?.addresses ?? []).join(', '));
    setText(this.admin, (state.cluster?.admin_addresses ?? []).join(', '));
    this.#showTry(state.cluster);
    this.#countGrains();
  }

  async #countGrains() {
    if (Date.now() - (this.countedAt ?? 0) < GRAINS_EVERY) {
      return;
    }
    this.countedAt = Date.now();
    try {
      const summary = await read('grains/summary');
      const types = Map.groupBy(summary.counts ?? [], row => row.type);
      this.counts.update([...types].sort(([one], [other]) => one.localeCompare(other)).map(([type, rows]) => ({
        key: type,
        cells: [
          { text: type, mono: true }, count(rows.reduce((sum, row) => sum + row.count, 0)), rows.map(row => row.silo + ' ' + row.count).join(', '),
          { actions: [{ text: 'List', label: 'List the grains of type ' + type, run: () => this.#list(type) }] },
        ],
      })));
      setText(this.countsNote, many(summary.total ?? 0, 'active grain') + (summary.problems?.length ? '; not every silo answered' : ''));
      if (this.type) {
        await this.#list(this.type);
      }
    } catch (problem) {
      setText(this.countsNote, 'The grains could not be counted: ' + problem.message);
    }
  }

  async #list(type) {
    this.type = type;
    this.grainsCard.hidden = false;
    setText(this.grainsCard.querySelector('h2'), 'Grains of type ' + type);
    try {
      const page = await read('grains?limit=' + LIST + '&type=' + encodeURIComponent(type));
      this.grains.update((page.grains ?? []).map(grain => ({ key: grain.grain + grain.silo, cells: [{ text: grain.key, mono: true }, grain.silo] })));
      setText(this.grainsNote, page.total > LIST ? 'The first ' + LIST + ' of ' + page.total + '; all of them: krewe grains --type ' + type : '');
    } catch (problem) {
      setText(this.grainsNote, 'The grains could not be listed: ' + problem.message);
    }
  }

  #showTry(cluster) {
    const base = cluster?.addresses?.[0] ?? location.origin;
    const models = (cluster?.models ?? []).filter(model => model.ready > 0 && !model.removing);
    const digits = models.find(model => model.spec.name === 'digits' && model.spec.tenant === 'default');
    if (digits) {
      const body = { inputs: [{ name: 'image', shape: [1, 64], datatype: 'FP32', data: THREE }] };
      setText(this.tryText, 'Paste this in a shell: the model tells which digit it sees.');
      setText(this.try, 'curl ' + base + '/v2/models/digits/infer -d \'' + JSON.stringify(body) + '\'');
    } else if (models.length > 0) {
      setText(this.tryText, 'Paste this in a shell: what the model takes and gives.');
      setText(this.try, 'curl ' + base + '/v2/models/' + encodeURIComponent(models[0].spec.name));
    } else {
      setText(this.tryText, 'No model is ready yet.');
      setText(this.try, 'curl ' + base + '/v2/health/ready');
    }
  }
}
