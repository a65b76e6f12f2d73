// The connections to the silo: seconds and state by one stream, events by another. Only while the page is visible.

const SILENCE = 6000;
const LONGEST = 10000;
const EVENTS = 200;

export class Stream {
  // told: { history, live, cluster, problem, events, eventsProblem, link }
  constructor(told) {
    this.told = told;
    this.last = null;
    this.after = null;
    this.attempt = 0;
    this.eventsAttempt = 0;
    this.lost = null;
    document.addEventListener('visibilitychange', () => (document.hidden ? this.stop() : this.start()));
    addEventListener('online', () => this.start());
    addEventListener('pagehide', () => this.stop());
    addEventListener('pageshow', () => this.start());
  }

  start() {
    if (document.hidden) {
      return;
    }
    clearTimeout(this.timer);
    this.#openLive();
    if (!this.events) {
      this.#openEvents();
    }
  }

  stop() {
    clearTimeout(this.timer);
    clearTimeout(this.eventsTimer);
    clearInterval(this.watch);
    this.live?.close();
    this.events?.close();
    this.live = null;
    this.events = null;
  }

  #openLive() {
    this.live?.close();
    clearInterval(this.watch);
    const live = new EventSource('/admin/v1/live?since=' + (this.last ?? 0));
    this.live = live;
    this.heard = Date.now();
    this.watch = setInterval(() => {
      if (Date.now() - this.heard > SILENCE) {
        this.#fail('the silo is silent');
      }
    }, 1000);
    const take = (name, use) => live.addEventListener(name, event => {
      if (this.live === live) {
        this.#hear();
        use(JSON.parse(event.data));
      }
    });
    take('history', history => {
      this.last = Math.max(this.last ?? 0, history.last);
      this.told.history(history);
    });
    take('live', view => {
      this.last = Math.max(this.last ?? 0, view.second);
      this.told.live(view);
    });
    take('cluster', view => this.told.cluster(view));
    take('problem', problem => this.told.problem(problem));
    live.onerror = () => {
      if (this.live === live) {
        this.#fail('the connection broke');
      }
    };
  }

  #hear() {
    this.heard = Date.now();
    this.attempt = 0;
    if (this.lost !== false) {
      const again = this.lost !== null;
      this.lost = false;
      this.told.link({ connected: true, again });
      if (again) {
        this.#openEvents();
      }
    }
  }

  // A stream that broke is opened anew, with what is missing since the last second that was seen.
  #fail(reason) {
    clearInterval(this.watch);
    this.live?.close();
    this.live = null;
    if (document.hidden) {
      return;
    }
    const wait = Math.min(LONGEST, 500 * 2 ** this.attempt);
    this.attempt++;
    if (!this.lost) {
      this.lost = Date.now();
    }
    this.told.link({ connected: false, since: this.lost, reason, wait });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#openLive(), wait);
  }

  async #openEvents() {
    clearTimeout(this.eventsTimer);
    this.events?.close();
    const mark = {};
    this.events = { close() { mark.closed = true; } };
    try {
      const response = await fetch('/admin/v1/events?limit=' + EVENTS + (this.after ? '&after=' + encodeURIComponent(this.after) : ''), { cache: 'no-store' });
      const page = await response.json();
      if (mark.closed) {
        return;
      }
      if (!response.ok) {
        throw new Error(page.error ? page.error.code + ': ' + page.error.message : 'status ' + response.status);
      }
      this.after = page.last;
      this.told.events(page.events ?? [], page.problems ?? []);
      this.#followEvents();
    } catch (problem) {
      this.#failEvents(mark, problem.message);
    }
  }

  #followEvents() {
    const events = new EventSource('/admin/v1/events/stream?after=' + encodeURIComponent(this.after));
    this.events = events;
    events.addEventListener('open', () => {
      this.eventsAttempt = 0;
    });
    events.addEventListener('event', event => {
      this.after = event.lastEventId || this.after;
      this.told.events([JSON.parse(event.data)], []);
    });
    events.onerror = () => {
      if (this.events === events) {
        events.close();
        this.#failEvents({}, 'the connection broke');
      }
    };
  }

  #failEvents(mark, reason) {
    if (mark.closed || document.hidden) {
      return;
    }
    this.told.eventsProblem(reason);
    const wait = Math.min(LONGEST, 1000 * 2 ** this.eventsAttempt);
    this.eventsAttempt++;
    clearTimeout(this.eventsTimer);
    this.eventsTimer = setTimeout(() => this.#openEvents(), wait);
  }
}

// Reads once; what the silo refuses is an error with its own words.
export async function read(path) {
  const response = await fetch('/admin/v1/' + path, { cache: 'no-store', signal: AbortSignal.timeout(8000) });
  const body = await response.json();
  if (!response.ok) {
    throw new Error(body.error ? body.error.code + ': ' + body.error.message : 'status ' + response.status);
  }
  return body;
}
