// What grains and processes decided, with their reasons, newest first.

import { card, element, setText } from './dom.js';
import { Table } from './table.js';
import { clock, many } from './format.js';
import { levelBadge, newReasons } from './words.js';

const SHOWN = 200;

export const eventTable = caption => new Table(caption, [
  { title: 'Time' }, { title: 'Level' }, { title: 'Kind', className: 'double' }, { title: 'About', className: 'full' }, { title: 'What and why', className: 'wide full' },
], 'No event yet');

export const eventRow = one => ({
  key: one.silo + '/' + one.sequence,
  cells: [
    clock(one.at),
    one.level === 'information' ? { text: one.level, quiet: true } : { text: one.level, badge: levelBadge(one.level) },
    { text: one.kind, mono: true },
    one.subject,
    { text: (one.code && !one.message.startsWith(one.code) ? one.code + ': ' : '') + one.message, reasons: newReasons(one.message, one.reasons) },
  ],
});

export class Events {
  constructor() {
    this.table = eventTable('Events and decisions, newest first');
    this.text = element('input', { type: 'search', id: 'event-text', autocomplete: 'off' });
    this.level = element('select', { id: 'event-level' }, ...[['', 'all'], ['warning', 'warnings and errors'], ['error', 'errors']].map(([value, text]) => element('option', { value, text })));
    this.kind = element('select', { id: 'event-kind' }, element('option', { value: '', text: 'all' }));
    this.note = element('p', { class: 'quiet' });
    const field = (label, input) => element('label', { for: input.id }, label, input);
    this.node = [
      card('events-list', 'Events and decisions', null,
        element('div', { class: 'filters', role: 'search', 'aria-label': 'Filter events' }, field('Text', this.text), field('Level', this.level), field('Kind', this.kind)),
        this.note, this.table.node),
    ];
    [this.text, this.level, this.kind].forEach(input => input.addEventListener('input', () => this.show(this.state)));
  }

  show(state) {
    this.state = state;
    this.#offerKinds(state.events);
    const text = this.text.value.trim().toLowerCase();
    const levels = { '': ['information', 'warning', 'error'], warning: ['warning', 'error'], error: ['error'] }[this.level.value];
    const found = state.events.filter(one => levels.includes(one.level)
      && (this.kind.value === '' || one.kind === this.kind.value || one.kind.startsWith(this.kind.value + '.'))
      && (text === '' || (one.subject + ' ' + one.message + ' ' + (one.code ?? '') + ' ' + one.silo + ' ' + (one.reasons ?? []).join(' ')).toLowerCase().includes(text)));
    this.table.update(found.slice(0, SHOWN).map(eventRow));
    setText(this.note, state.eventsProblem ? 'Events cannot be read: ' + state.eventsProblem
      : many(found.length, 'event') + (found.length > SHOWN ? ', the newest ' + SHOWN + ' are shown' : '') + '; older ones: krewe events');
  }

  #offerKinds(events) {
    const groups = [...new Set(events.map(one => one.kind.split('.')[0]))].sort();
    const key = groups.join();
    if (this.kinds !== key) {
      this.kinds = key;
      const chosen = this.kind.value;
      this.kind.replaceChildren(element('option', { value: '', text: 'all' }), ...groups.map(group => element('option', { value: group, text: group })));
      this.kind.value = groups.includes(chosen) ? chosen : '';
    }
  }
}
