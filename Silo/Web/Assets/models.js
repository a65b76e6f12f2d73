// The models: one table, and one model in detail with its charts, replicas, decisions and what can be done with it.

import { card, element, setText } from './dom.js';
import { Chart } from './chart.js';
import { Forecast } from './forecast.js';
import { Table } from './table.js';
import { ENDED, ERRORS, WAITING, mean } from './state.js';
import { count, latency, many, since, cores, bytes } from './format.js';
import { linkOf, modelState, pathOf, phaseBadge, problemOf } from './words.js';
import { eventRow, eventTable } from './events.js';
import { change } from './actions.js';
import { read } from './stream.js';

export class Models {
  constructor() {
    this.table = new Table('The models with their requests', [
      { title: 'Model' }, { title: 'Version' }, { title: 'State' }, { title: 'Ready', number: true }, { title: 'Requests/s', number: true },
      { title: 'p50', number: true }, { title: 'p95', number: true }, { title: 'p99', number: true }, { title: 'Errors/s', number: true },
      { title: 'Critical', number: true }, { title: 'Standard', number: true }, { title: 'Batch', number: true }, { title: 'Running', number: true },
      { title: 'Requests, 15 min', className: 'trend' },
    ], 'No model yet: krewe apply FILE');
    this.list = card('models-list', 'Models', 'critical, standard, batch: requests that wait, by class', this.table.node);
    this.detail = new Detail();
    this.node = [this.list, ...this.detail.node];
  }

  show(state, argument) {
    const models = state.cluster?.models ?? [];
    const at = (model, name) => state.values('models', model.model, name).at(-1);
    this.table.update(models.map(model => {
      const requests = state.sum('models', ENDED, [model.model]);
      return {
        key: model.model,
        cells: [
          { text: model.model, link: linkOf(model.model) }, model.spec.version, modelState(model), model.ready + ' of ' + model.wanted,
          count(mean(requests, 10)), latency(at(model, 'p50')), latency(at(model, 'p95')), latency(at(model, 'p99')),
          count(mean(state.sum('models', ERRORS, [model.model]), 10)),
          ...WAITING.map(name => count(at(model, name))), count(at(model, 'running')),
          { trend: requests, label: 'Requests of ' + model.model + ', last 15 minutes' },
        ],
      };
    }));
    this.detail.show(state, argument ? models.find(model => model.model === argument) : null, argument);
  }
}

class Detail {
  constructor() {
    this.rate = new Chart('Requests per second by outcome', count, { filled: true, least: 5 });
    this.latency = new Chart('Latency', latency);
    this.queue = new Chart('Waiting and running', count, { least: 5 });
    this.forecast = new Forecast();
    this.replicas = new Table('Its replicas, each under the epoch of its lease', [
      { title: 'Replica' }, { title: 'Phase' }, { title: 'Host' }, { title: 'Devices' }, { title: 'Cores', number: true }, { title: 'Memory', number: true },
      { title: 'Epoch', number: true }, { title: 'Up', number: true }, { title: 'Restarts', number: true }, { title: 'Problem', className: 'wide full' },
    ], 'No replica');
    this.events = eventTable('What was decided about it');
    this.summary = element('p');
    this.state = element('span', { class: 'badge' });
    this.head = card('model-detail', 'One model', null, this.summary);
    this.heading = this.head.querySelector('h2');
    this.buttons = element('span', {},
      element('button', { type: 'button', class: 'plain', id: 'scale', text: 'Scale…', click: () => this.#scale() }), ' ',
      element('button', { type: 'button', class: 'danger', id: 'delete', text: 'Delete…', click: () => this.#delete() }));
    this.head.querySelector('.head').append(this.state, this.buttons);
    this.node = [
      this.head,
      element('div', { class: 'columns' }, ...[this.rate, this.latency, this.queue].map(chart => element('div', { class: 'card' }, chart.node))),
      element('div', { class: 'card' }, this.forecast.node),
      card('model-replicas', 'Replicas', null, this.replicas.node),
      card('model-events', 'Decisions', null, this.events.node),
    ];
  }

  show(state, model, argument) {
    this.node.forEach(node => { node.hidden = !argument; });
    this.node.slice(1).forEach(node => { node.hidden = !model; });
    if (!argument) {
      return;
    }
    this.model = model;
    setText(this.heading, argument);
    this.buttons.hidden = !model || model.removing;
    this.state.hidden = !model;
    if (!model) {
      setText(this.summary, state.cluster ? 'There is no such model any more.' : '');
      return;
    }
    const words = modelState(model);
    setText(this.state, words.text);
    this.state.className = 'badge ' + words.badge;
    this.#explain(model);
    const key = model.model;
    const of = (name, title, dash) => ({ name: title ?? name, values: state.values('models', key, name), dash });
    this.rate.update([of('completed', 'answered'), of('refused', 'refused', 'dashed'), of('failed'), of('expired', 'expired', 'dotted'), of('invalid', 'invalid', 'dotted'), of('cancelled', 'cancelled', 'dotted')], state.last);
    this.latency.update([of('p50'), of('p95', 'p95', 'dashed'), of('p99', 'p99')], state.last);
    this.queue.update([of('waiting_critical', 'critical'), of('waiting_standard', 'standard', 'dashed'), of('waiting_batch', 'batch', 'dotted'), of('running')], state.last);
    this.forecast.show(key);
    this.replicas.update((model.replicas ?? []).map(replica => ({
      key: replica.id,
      cells: [
        replica.id, { text: replica.phase, badge: phaseBadge(replica.phase) }, replica.lease?.host, (replica.lease?.devices ?? []).join(', '),
        cores(replica.lease?.cpu_millicores), bytes(replica.lease?.memory_bytes), String(replica.epoch),
        replica.phase === 'ready' && replica.backend ? since(replica.backend.started_at) : '', String(replica.restarts),
        replica.problem ? { text: replica.problem.code + ': ' + replica.problem.message, reasons: replica.problem.reasons ?? [] } : '',
      ],
    })));
    this.events.update(state.events.filter(one => one.model === key).slice(0, 30).map(eventRow));
  }

  // In a sentence of the silo's own, asked for when the state has changed and from time to time.
  async #explain(model) {
    const key = JSON.stringify([model.model, model.ready, model.wanted, model.generation, problemOf(model)]);
    if (this.explained === key && Date.now() - this.explainedAt < 10000) {
      return;
    }
    const changed = this.explained !== key;
    this.explained = key;
    this.explainedAt = Date.now();
    if (changed) {
      setText(this.summary, problemOf(model)?.text ?? '');
    }
    try {
      const { path, region } = pathOf(model.model);
      const explanation = await read(path + '/explain' + region);
      if (this.explained === key) {
        setText(this.summary, explanation.summary);
      }
    } catch {
      // What the state says stays.
    }
  }

  #scale() {
    const model = this.model;
    const { path, region } = pathOf(model.model);
    change({
      title: 'Scale ' + model.model,
      text: 'It has ' + model.ready + ' of ' + many(model.wanted, 'replica') + '. Replicas that are too many finish their requests and stop; new ones are placed where there is room.',
      button: 'Scale', method: 'PUT', path: path + '/replicas' + region,
      number: { label: 'Replicas', value: model.wanted },
      body: values => ({ replicas: values.number }),
      done: values => model.model + ' is to have ' + many(values.number, 'replica') + '.',
    });
  }

  #delete() {
    const model = this.model;
    const { path, region } = pathOf(model.model);
    change({
      title: 'Delete ' + model.model,
      text: many((model.replicas ?? []).length, 'replica stops', 'replicas stop') + ', and its spec is forgotten. Requests to it are refused from then on.',
      button: 'Delete', danger: true, method: 'DELETE', path: path + region,
      done: () => model.model + ' is being deleted.',
    });
  }
}
