// A model's demand: what came, what is expected, and the band in which nine of ten minutes are expected.

import { element, svg, setText, setAttribute } from './dom.js';
import { count } from './format.js';
import { pathOf } from './words.js';
import { read } from './stream.js';

const WIDTH = 300;
const HEIGHT = 100;
const EVERY = 10000;
const HORIZONS = [
  { text: '1 hour', horizon: 3600, history: 7200 },
  { text: '6 hours', horizon: 21600, history: 43200 },
  { text: '24 hours', horizon: 86400, history: 172800 },
];

const two = value => String(value).padStart(2, '0');

function moment(time) {
  const at = new Date(time);
  return two(at.getMonth() + 1) + '-' + two(at.getDate()) + ' ' + two(at.getHours()) + ':' + two(at.getMinutes());
}

const line = points => points.map((point, index) => (index === 0 ? 'M' : 'L') + point[0].toFixed(1) + ' ' + point[1].toFixed(1)).join('');

export class Forecast {
  constructor() {
    this.band = svg('path', { class: 'under two' });
    this.past = svg('path', { class: 'one' });
    this.ahead = svg('path', { class: 'two dashed' });
    this.now = svg('path', { class: 'cursor' });
    this.image = svg('svg', { role: 'img', viewBox: '0 0 ' + WIDTH + ' ' + HEIGHT, preserveAspectRatio: 'none', 'aria-label': 'Demand and forecast' },
      svg('path', { class: 'grid', d: 'M0 0H' + WIDTH + 'M0 50H' + WIDTH + 'M0 100H' + WIDTH }), this.band, this.now, this.past, this.ahead);
    this.top = element('span', { class: 'top', 'aria-hidden': 'true' });
    this.choice = element('select', { id: 'forecast-horizon' }, ...HORIZONS.map((one, index) => element('option', { value: String(index), text: one.text })));
    this.choice.addEventListener('change', () => {
      this.asked = null;
      this.show(this.model);
    });
    this.times = element('div', { class: 'times', 'aria-hidden': 'true' }, element('span'), element('span'), element('span'));
    this.summary = element('p', { class: 'quiet' });
    this.rows = element('tbody');
    const key = (className, text) => element('li', {}, svg('svg', { viewBox: '0 0 20 8', 'aria-hidden': 'true' }, svg('path', { class: className, d: 'M0 4H20' })), element('span', { class: 'quiet', text }));
    this.node = element('figure', { class: 'chart', 'aria-label': 'Demand and forecast' },
      element('figcaption', {}, element('h3', { text: 'Demand and forecast, requests per second' }),
        element('ul', { class: 'legend' }, key('one', 'came'), key('two dashed', 'expected, with the band from 5 to 95 %')),
        element('span', { class: 'when' }, element('label', { for: 'forecast-horizon', text: 'Ahead ' }), this.choice)),
      element('div', { class: 'plot' }, this.image, this.top, element('span', { class: 'low', 'aria-hidden': 'true', text: '0' })),
      this.times, this.summary,
      element('details', {}, element('summary', { text: 'Values of the forecast' }),
        element('table', {}, element('caption', { class: 'unseen', text: 'The forecast in numbers' }),
          element('thead', {}, element('tr', {}, element('th', { scope: 'col', text: 'Time' }),
            ...['Mean', '5 %', 'Median', '95 %'].map(text => element('th', { scope: 'col', class: 'number', text })))),
          this.rows)));
  }

  // Asks for it when another model or horizon is looked at, and from time to time.
  async show(model) {
    this.model = model;
    const chosen = HORIZONS[Number(this.choice.value)];
    const key = model + ' ' + chosen.horizon;
    if (this.asked === key && Date.now() - this.askedAt < EVERY) {
      return;
    }
    if (this.asked !== key) {
      this.#clear();
    }
    this.asked = key;
    this.askedAt = Date.now();
    try {
      const { path, region } = pathOf(model);
      const view = await read(path + '/forecast' + region + '&horizon=' + chosen.horizon + '&history=' + chosen.history);
      if (this.asked === key) {
        this.#draw(view);
      }
    } catch (problem) {
      if (this.asked === key) {
        setText(this.summary, 'The forecast cannot be read: ' + (problem?.message ?? problem));
      }
    }
  }

  #clear() {
    for (const path of [this.band, this.past, this.ahead, this.now]) {
      path.setAttribute('d', '');
    }
    this.rows.replaceChildren();
    setText(this.summary, '');
    setText(this.top, '');
    setAttribute(this.image, 'aria-label', 'Demand and forecast. Nothing to show.');
  }

  #draw(view) {
    const known = view.history.filter(point => point.rate !== null && point.rate !== undefined);
    const times = [...view.history, ...view.forecast].map(point => Date.parse(point.at));
    if (times.length === 0 || view.forecast.length === 0) {
      this.#clear();
      return;
    }
    const first = Math.min(...times);
    const last = Math.max(...times);
    const most = Math.max(0.1, ...known.map(point => point.rate), ...view.forecast.map(point => point.upper));
    const at = (time, rate) => [(Date.parse(time) - first) / Math.max(1, last - first) * WIDTH, HEIGHT - Math.min(1, rate / most) * HEIGHT];
    this.past.setAttribute('d', this.#past(view.history, at));
    this.ahead.setAttribute('d', line(view.forecast.map(point => at(point.at, point.mean))));
    this.band.setAttribute('d', line([...view.forecast.map(point => at(point.at, point.upper)), ...[...view.forecast].reverse().map(point => at(point.at, point.lower))]) + 'Z');
    setAttribute(this.now, 'd', 'M' + at(view.from, 0)[0].toFixed(1) + ' 0V' + HEIGHT);
    setText(this.top, count(most));
    [first, Date.parse(view.from), last].forEach((time, index) => setText(this.times.children[index], index === 1 ? 'now' : moment(time)));
    setText(this.summary, (view.learned_at ? 'Learned at ' + moment(view.learned_at) + '. ' : 'Too young to have learned: it goes on from the last rates. ') +
      'Peak within the horizon, 95 % bound: ' + count(view.peak) + ' requests per second.');
    const now = view.forecast[0];
    setAttribute(this.image, 'aria-label', 'Demand and forecast. ' +
      (known.length > 0 ? 'Came: last ' + count(known[known.length - 1].rate) + ', most ' + count(Math.max(...known.map(point => point.rate))) + '; ' : 'Nothing came yet; ') +
      'expected next: ' + count(now.mean) + ', from ' + count(now.lower) + ' to ' + count(now.upper) + '; peak ' + count(view.peak) + '.');
    this.#fill(view.forecast);
  }

  // Lines end where nothing is known.
  #past(history, at) {
    const parts = [];
    let drawing = false;
    for (const point of history) {
      if (point.rate === null || point.rate === undefined) {
        drawing = false;
      } else {
        const [x, y] = at(point.at, point.rate);
        parts.push((drawing ? 'L' : 'M') + x.toFixed(1) + ' ' + y.toFixed(1) + (drawing ? '' : 'h0.1'));
        drawing = true;
      }
    }
    return parts.join('');
  }

  #fill(points) {
    const every = Math.max(1, Math.ceil(points.length / 12));
    this.rows.replaceChildren(...points.filter((_, index) => index % every === 0).map(point => element('tr', {},
      element('th', { scope: 'row', text: moment(point.at) }),
      ...[point.mean, point.lower, point.median, point.upper].map(value => element('td', { class: 'number', text: count(value) })))));
  }
}
