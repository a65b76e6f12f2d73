// Charts of the last 15 minutes: SVG paths stretched over their box, labels in HTML, the same numbers as a table for whoever wants them.

import { element, svg, setText, setAttribute } from './dom.js';
import { clock } from './format.js';

const HEIGHT = 100;
const POINTS = 300;
const COLOURS = ['one', 'two', 'three', 'four', 'five', 'six'];

// A maximum that a reader can divide in the head; of bytes a power of two.
function roundUp(value, binary) {
  if (!(value > 0)) {
    return 1;
  }
  if (binary) {
    return 2 ** Math.ceil(Math.log2(value));
  }
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 2.5, 5, 10].find(candidate => candidate * power >= value * 0.999);
  return step * power;
}

// Several seconds become one point by their maximum: peaks are what charts are looked at for.
function thin(values, points) {
  if (values.length <= points) {
    return values;
  }
  const size = Math.ceil(values.length / points);
  const thinned = [];
  for (let start = 0; start < values.length; start += size) {
    let most = null;
    for (let i = start; i < Math.min(start + size, values.length); i++) {
      if (values[i] !== null && (most === null || values[i] > most)) {
        most = values[i];
      }
    }
    thinned.push(most);
  }
  return thinned;
}

// Lines end where nothing is known.
function pathOf(values, width, most) {
  const parts = [];
  let drawing = false;
  const step = values.length > 1 ? width / (values.length - 1) : 0;
  values.forEach((value, index) => {
    if (value === null || Number.isNaN(value)) {
      drawing = false;
      return;
    }
    const x = (index * step).toFixed(1);
    const y = (HEIGHT - Math.min(1, value / most) * HEIGHT).toFixed(1);
    parts.push((drawing ? 'L' : 'M') + x + ' ' + y + (drawing ? '' : 'h0.1'));
    drawing = true;
  });
  return parts.join('');
}

// The same, closed along the ground.
function areaOf(values, width, most) {
  const parts = [];
  const step = values.length > 1 ? width / (values.length - 1) : 0;
  let from = -1;
  for (let index = 0; index <= values.length; index++) {
    const value = index < values.length ? values[index] : null;
    const known = value !== null && !Number.isNaN(value);
    if (known && from < 0) {
      from = index;
      parts.push('M' + (index * step).toFixed(1) + ' ' + HEIGHT);
    }
    if (known) {
      parts.push('L' + (index * step).toFixed(1) + ' ' + (HEIGHT - Math.min(1, value / most) * HEIGHT).toFixed(1));
    } else if (from >= 0) {
      parts.push('L' + ((index - 1) * step).toFixed(1) + ' ' + HEIGHT + 'Z');
      from = -1;
    }
  }
  return parts.join('');
}

const mostOf = columns => columns.reduce((most, values) => values.reduce((sofar, value) => value !== null && value > sofar ? value : sofar, most), 0);
const lastOf = values => values.length > 0 ? values[values.length - 1] : null;

export class Chart {
  // format: a number as text; most: a fixed top, such as 1 for shares; least: a top that is never gone below; binary: the top is a power
  // of two, as for bytes; filled: an area under the first series.
  constructor(title, format, options) {
    this.title = title;
    this.format = format;
    this.options = options ?? {};
    this.names = null;
    this.legend = element('ul', { class: 'legend' });
    this.when = element('span', { class: 'when' });
    this.lines = svg('g');
    this.cursor = svg('path', { class: 'cursor' });
    this.image = svg('svg', { role: 'img', viewBox: '0 0 ' + POINTS + ' ' + HEIGHT, preserveAspectRatio: 'none', 'aria-label': title },
      svg('path', { class: 'grid', d: 'M0 0H' + POINTS + 'M0 50H' + POINTS + 'M0 100H' + POINTS }), this.lines, this.cursor);
    this.top = element('span', { class: 'top', 'aria-hidden': 'true' });
    this.plot = element('div', { class: 'plot' }, this.image, this.top, element('span', { class: 'low', 'aria-hidden': 'true', text: '0' }));
    this.values = element('details', {}, element('summary', { text: 'Values by minute' }));
    this.values.addEventListener('toggle', () => this.#fillValues());
    this.node = element('figure', { class: 'chart', 'aria-label': title },
      element('figcaption', {}, element('h3', { text: title }), this.legend, this.when),
      this.plot,
      element('div', { class: 'times', 'aria-hidden': 'true' }, element('span', { text: '15 min ago' }), element('span', { text: '10' }), element('span', { text: '5' }), element('span', { text: 'now' })),
      this.values);
    this.plot.addEventListener('pointermove', event => this.#point(event));
    this.plot.addEventListener('pointerleave', () => {
      this.at = null;
      this.#showFigures();
    });
  }

  // series: [{ name, values, dash? }] of the same 900 seconds; last: the second of the last value.
  update(series, last) {
    this.series = series.slice(0, COLOURS.length);
    this.last = last;
    const names = this.series.map(one => one.name).join('\n');
    if (this.names !== names) {
      this.names = names;
      this.#build();
    }
    const top = this.options.most ?? roundUp(Math.max(this.options.least ?? 0, mostOf(this.series.map(one => one.values))), this.options.binary);
    this.series.forEach((one, index) => {
      const thinned = thin(one.values, POINTS);
      this.paths[index].setAttribute('d', pathOf(thinned, POINTS, top));
      if (index === 0 && this.under) {
        this.under.setAttribute('d', areaOf(thinned, POINTS, top));
      }
    });
    setText(this.top, this.format(top));
    this.#showFigures();
    this.#describe();
    if (this.values.open && Date.now() - (this.filledAt ?? 0) > 15000) {
      this.#fillValues();
    }
  }

  #build() {
    this.paths = this.series.map((one, index) => svg('path', { class: COLOURS[index] + (one.dash ? ' ' + one.dash : '') }));
    this.under = this.options.filled && this.series.length > 0 ? svg('path', { class: 'under one' }) : null;
    this.lines.replaceChildren(...(this.under ? [this.under] : []), ...this.paths);
    this.figures = this.series.map(() => element('span', { class: 'figure' }));
    this.legend.replaceChildren(...this.series.map((one, index) => element('li', {},
      svg('svg', { viewBox: '0 0 20 8', 'aria-hidden': 'true' }, svg('path', { class: COLOURS[index] + (one.dash ? ' ' + one.dash : ''), d: 'M0 4H20' })),
      element('span', { class: 'quiet', text: one.name }), this.figures[index])));
  }

  #point(event) {
    const box = this.plot.getBoundingClientRect();
    this.at = Math.max(0, Math.min(1, (event.clientX - box.left) / Math.max(1, box.width)));
    this.#showFigures();
  }

  #showFigures() {
    const pointing = this.at !== null && this.at !== undefined;
    (this.series ?? []).forEach((one, index) => {
      const at = pointing ? Math.round(this.at * (one.values.length - 1)) : one.values.length - 1;
      setText(this.figures[index], this.format(one.values[at] ?? null));
    });
    const length = this.series?.[0]?.values.length ?? 0;
    setText(this.when, pointing && length > 0 ? clock((this.last - (1 - this.at) * (length - 1)) * 1000) : '');
    setAttribute(this.cursor, 'd', pointing ? 'M' + (this.at * POINTS).toFixed(1) + ' 0V' + HEIGHT : '');
  }

  // The picture in words. It is not announced when it changes; it is there when somebody asks.
  #describe() {
    const parts = this.series.map(one => {
      const known = one.values.filter(value => value !== null && !Number.isNaN(value));
      return known.length === 0
        ? one.name + ': nothing known'
        : one.name + ': now ' + this.format(lastOf(one.values)) + ', least ' + this.format(Math.min(...known)) + ', most ' + this.format(Math.max(...known));
    });
    setAttribute(this.image, 'aria-label', this.title + ', last 15 minutes. ' + (parts.length > 0 ? parts.join('; ') : 'Nothing to show') + '.');
  }

  #fillValues() {
    if (!this.values.open || !this.series) {
      return;
    }
    this.filledAt = Date.now();
    const length = this.series[0]?.values.length ?? 0;
    const rows = [];
    for (let at = length - 1; at >= 0 && rows.length < 15; at -= 60) {
      rows.push(element('tr', {}, element('th', { scope: 'row', text: clock((this.last - (length - 1 - at)) * 1000) }),
        ...this.series.map(one => element('td', { class: 'number', text: this.format(one.values[at] ?? null) }))));
    }
    this.values.querySelector('table')?.remove();
    this.values.append(element('table', {}, element('caption', { class: 'unseen', text: this.title + ' by minute' }),
      element('thead', {}, element('tr', {}, element('th', { scope: 'col', text: 'Time' }), ...this.series.map(one => element('th', { scope: 'col', class: 'number', text: one.name })))),
      element('tbody', {}, ...rows)));
  }
}

// A line without labels, for a row of a table; its text says what it shows.
export function sparkline() {
  const under = svg('path', { class: 'under one' });
  const line = svg('path', { class: 'one' });
  const node = svg('svg', { role: 'img', viewBox: '0 0 90 ' + HEIGHT, preserveAspectRatio: 'none' }, under, line);
  return {
    node,
    update(values, label) {
      const thinned = thin(values, 90);
      const top = roundUp(mostOf([thinned]));
      line.setAttribute('d', pathOf(thinned, 90, top));
      under.setAttribute('d', areaOf(thinned, 90, top));
      setAttribute(node, 'aria-label', label ?? 'trend');
    },
  };
}
