// The page: which view is shown, what the header says, and the state that all views read.

import { byId, setText, say } from './dom.js';
import { clock, many, since } from './format.js';
import { State } from './state.js';
import { Stream } from './stream.js';
import { prepare } from './actions.js';
import { Overview } from './overview.js';
import { Models } from './models.js';
import { Machines } from './machines.js';
import { Silos } from './silos.js';
import { Events } from './events.js';

const VIEWS = { overview: Overview, models: Models, machines: Machines, silos: Silos, events: Events };
const NAMES = { overview: 'Overview', models: 'Models', machines: 'Machines', silos: 'Silos', events: 'Events' };

const state = new State();
const made = {};
let current = null;
let asked = false;

function route() {
  const [name, argument] = location.hash.slice(1).split('/');
  return { name: name in VIEWS ? name : 'overview', argument: argument ? decodeURIComponent(argument) : null };
}

function open(byPerson) {
  const { name, argument } = route();
  made[name] ??= new VIEWS[name]();
  current = made[name];
  byId('main').replaceChildren(...current.node);
  document.title = (argument ?? NAMES[name]) + ' · Krewe';
  document.querySelectorAll('nav a').forEach(link => {
    if (link.hash === '#' + name) {
      link.setAttribute('aria-current', 'page');
    } else {
      link.removeAttribute('aria-current');
    }
  });
  current.show(state, argument);
  if (byPerson) {
    // A model's details stand below the list: that is where a person who chose one wants to be.
    const place = argument ? byId('model-detail-title') : byId('main');
    place.setAttribute('tabindex', '-1');
    place.focus({ preventScroll: !argument });
    if (!argument) {
      scrollTo(0, 0);
    }
  }
}

// Whatever came since the last frame is shown once.
function show() {
  if (!asked) {
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      current.show(state, route().argument);
    });
  }
}

function showHeader(view) {
  const models = (view.models ?? []).filter(model => !model.removing);
  const missing = models.filter(model => model.ready < model.wanted).length;
  setText(byId('silo'), view.silo + ' in ' + view.region + ', ' + many((view.silos ?? []).length, 'silo'));
  setText(byId('health'), missing === 0 ? 'all models served' : missing + ' of ' + models.length + ' models lack replicas');
  byId('health').className = 'badge ' + (missing === 0 ? 'good' : 'bad');
  setText(byId('footer'), 'Krewe ' + view.version + ' on ' + view.engine + ', up ' + since(view.started_at));
}

function showError(message) {
  setText(byId('error'), message);
  byId('error').hidden = message === '';
}

function showLink({ connected, again, since: lostAt, reason }) {
  const badge = byId('link');
  setText(badge, connected ? 'live' : 'not connected');
  badge.className = 'badge ' + (connected ? 'good' : 'bad');
  byId('main').classList.toggle('stale', !connected);
  if (connected) {
    showError('');
    if (again) {
      say('The connection is back.');
    }
  } else {
    showError('The silo does not answer: ' + reason + '. What is shown is from ' + clock(lostAt) + '; it is tried again by itself.');
    say('The connection to the silo is lost. It is tried again.');
  }
}

addEventListener('hashchange', () => open(true));
document.querySelector('.skip').addEventListener('click', event => {
  event.preventDefault();
  byId('main').focus();
});
prepare();
open(false);
new Stream({
  history: history => {
    state.load(history);
    show();
  },
  live: view => {
    state.add(view);
    show();
  },
  cluster: view => {
    state.cluster = view;
    showHeader(view);
    showError('');
    show();
  },
  problem: problem => showError('The cluster does not tell its state: ' + problem.code + ': ' + problem.message + '. What is shown is the last that was heard.'),
  events: events => {
    state.eventsProblem = null;
    state.addEvents(events);
    show();
  },
  eventsProblem: reason => {
    state.eventsProblem = reason;
    show();
  },
  link: showLink,
}).start();
