// Everything at a glance: what is missing, the numbers of the cluster, the charts.

import { card, element } from './dom.js';
import { Chart, sparkline } from './chart.js';
import { Table } from './table.js';
import { ENDED, ERRORS, WAITING, mean } from './state.js';
import { count, latency, many, share } from './format.js';
import { linkOf, modelState, problemOf } from './words.js';
import { eventRow, eventTable } from './events.js';

class Tile {
  constructor(name) {
    this.value = element('span', { class: 'value' });
    this.trend = sparkline();
    this.node = element('div', { class: 'tile' }, element('dt', { text: name }), element('dd', {}, this.value, this.trend.node));
    this.name = name;
  }

  update(text, unit, values) {
    const key = text + unit;
    if (this.key !== key) {
      this.key = key;
      this.value.replaceChildren(text, ...(unit ? [element('span', { class: 'unit', text: ' ' + unit })] : []));
    }
    if (values) {
      this.trend.update(values, this.name + ', last 15 minutes');
    }
    this.trend.node.toggleAttribute('hidden', !values);
  }
}

export class Overview {
  constructor() {
    this.tiles = Object.fromEntries([
      ['rate', 'Requests'], ['errors', 'Errors'], ['p99', 'Slowest p99'], ['waiting', 'Waiting'], ['running', 'Running'], ['replicas', 'Replicas ready'], ['devices', 'Devices in use'], ['silos', 'Silos'],
    ].map(([key, name]) => [key, new Tile(name)]));
    this.problems = element('ul', { class: 'problems' });
    this.missing = card('missing', 'What is missing', null, this.problems);
    this.rate = new Chart('Requests per second', count, { filled: true, least: 5 });
    this.latency = new Chart('Latency, p99 of the busiest models', latency);
    this.queue = new Chart('Waiting by class', count, { least: 5 });
    this.devices = new Chart('Devices in use', share, { most: 1 });
    this.table = new Table('The models at a glance', [
      { title: 'Model' }, { title: 'State' }, { title: 'Ready', number: true }, { title: 'Requests/s', number: true },
      { title: 'p50', number: true }, { title: 'p99', number: true }, { title: 'Errors/s', number: true }, { title: 'Waiting', number: true }, { title: 'Requests, 15 min', className: 'trend' },
    ], 'No model yet: krewe apply FILE');
    this.events = eventTable('What was decided last');
    this.node = [
      element('dl', { class: 'tiles', 'aria-label': 'The cluster in numbers' }, ...Object.values(this.tiles).map(tile => tile.node)),
      this.missing,
      element('div', { class: 'columns pairs' }, ...[this.rate, this.latency, this.queue, this.devices].map(chart => element('div', { class: 'card' }, chart.node))),
      card('models-glance', 'Models', null, this.table.node),
      card('events-glance', 'Last events', null, this.events.node),
    ];
  }

  show(state) {
    this.#showTiles(state);
    this.#showProblems(state);
    this.#showCharts(state);
    const placements = state.cluster?.models ?? [];
    this.table.update(placements.map(model => {
      const requests = state.sum('models', ENDED, [model.model]);
      return {
        key: model.model,
        cells: [
          { text: model.model, link: linkOf(model.model) },
          modelState(model),
          model.ready + ' of ' + model.wanted,
          count(mean(requests, 10)),
          latency(state.values('models', model.model, 'p50').at(-1)),
          latency(state.values('models', model.model, 'p99').at(-1)),
          count(mean(state.sum('models', ERRORS, [model.model]), 10)),
          count(state.sum('models', WAITING, [model.model]).at(-1)),
          { trend: requests, label: 'Requests of ' + model.model + ', last 15 minutes' },
        ],
      };
    }));
    this.events.update(state.events.slice(0, 6).map(eventRow));
  }

  #showTiles(state) {
    const requests = state.sum('models', ENDED);
    const errors = state.sum('models', ERRORS);
    const waiting = state.sum('models', WAITING);
    const running = state.sum('models', ['running']);
    const p99 = state.most('models', 'p99');
    const models = state.cluster?.models ?? [];
    const silos = state.cluster?.silos ?? [];
    const used = this.#used(state);
    this.tiles.rate.update(count(mean(requests, 10)), '/s', requests);
    this.tiles.errors.update(count(mean(errors, 10)), '/s', errors);
    this.tiles.p99.update(latency(p99.at(-1)), '', p99);
    this.tiles.waiting.update(count(waiting.at(-1)), '', waiting);
    this.tiles.running.update(count(running.at(-1)), '', running);
    this.tiles.replicas.update(String(models.reduce((sum, model) => sum + model.ready, 0)), 'of ' + models.reduce((sum, model) => sum + (model.removing ? 0 : model.wanted), 0), null);
    this.tiles.devices.update(share(mean(used, 10)), '', used);
    this.tiles.silos.update(String(silos.filter(silo => silo.status.toLowerCase() === 'active').length), 'of ' + silos.length, null);
  }

  // The mean over devices, by second.
  #used(state) {
    const keys = [...state.devices.series.keys()];
    const known = keys.map(key => state.values('devices', key, 'utilization'));
    return (known[0] ?? new Array(900).fill(null)).map((_, at) => {
      const values = known.map(one => one[at]).filter(value => value !== null);
      return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
    });
  }

  #showProblems(state) {
    const models = (state.cluster?.models ?? []).filter(model => !model.removing && model.ready < model.wanted);
    const rows = [
      ...models.map(model => ({ model, problem: problemOf(model) })),
      ...(state.cluster?.problems ?? []).concat(state.live?.problems ?? []).map(problem => ({ problem: { text: problem.code + ': ' + (problem.where ? problem.where + ': ' : '') + problem.message, reasons: [] } })),
    ];
    this.missing.hidden = rows.length === 0;
    const key = JSON.stringify(rows.map(row => [row.model?.model, row.model?.ready, row.model?.wanted, row.problem]));
    if (this.problemKey === key) {
      return;
    }
    this.problemKey = key;
    this.problems.replaceChildren(...rows.map(({ model, problem }) => element('li', {},
      model ? element('p', {}, element('a', { href: linkOf(model.model), text: model.model }), ' has ' + model.ready + ' of ' + many(model.wanted, 'replica')) : null,
      problem ? element('p', { text: problem.text }) : null,
      problem && problem.reasons.length > 0 ? element('ul', { class: 'reasons' }, ...problem.reasons.map(reason => element('li', { text: reason }))) : null)));
  }

  #showCharts(state) {
    const last = state.last;
    this.rate.update([
      { name: 'answered', values: state.sum('models', ['completed']) },
      { name: 'errors', values: state.sum('models', ERRORS) },
      { name: 'invalid', values: state.sum('models', ['invalid']), dash: 'dotted' },
    ], last);
    const busiest = [...state.models.series.keys()]
      .map(key => ({ key, rate: mean(state.sum('models', ENDED, [key]), 60) ?? 0 }))
      .filter(one => one.rate > 0)
      .sort((one, other) => other.rate - one.rate || one.key.localeCompare(other.key)).slice(0, 4).map(one => one.key).sort();
    this.latency.update(busiest.map(key => ({ name: key, values: state.values('models', key, 'p99') })), last);
    this.queue.update([
      { name: 'critical', values: state.sum('models', ['waiting_critical']) },
      { name: 'standard', values: state.sum('models', ['waiting_standard']), dash: 'dashed' },
      { name: 'batch', values: state.sum('models', ['waiting_batch']), dash: 'dotted' },
    ], last);
    this.devices.update([...state.devices.series.keys()].sort().slice(0, 6).map(key => ({ name: key, values: state.values('devices', key, 'utilization') })), last);
  }
}

