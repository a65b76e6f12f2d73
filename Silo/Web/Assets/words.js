// States in words and colours, and what speaks against a model, the same in every view.

export function modelState(model) {
  if (model.removing) {
    return { text: 'being deleted', badge: 'warn' };
  }
  if (model.ready >= model.wanted) {
    return { text: model.wanted === 0 ? 'none wanted' : 'serving', badge: 'good' };
  }
  return model.ready > 0 ? { text: 'partly serving', badge: 'warn' } : { text: 'not serving', badge: 'bad' };
}

export function phaseBadge(phase) {
  if (phase === 'ready') {
    return 'good';
  }
  return phase === 'unhealthy' || phase === 'restarting' ? 'bad' : 'warn';
}

export const healthBadge = health => (health === 'healthy' ? 'good' : health === 'lost' ? 'bad' : 'warn');
export const hostBadge = state => (state === 'active' ? 'good' : state === 'lost' ? 'bad' : 'warn');
export const siloBadge = status => (status === 'active' ? 'good' : status === 'dead' ? 'bad' : 'warn');
export const levelBadge = level => (level === 'error' ? 'bad' : 'warn');

// Some messages hold their reasons; those are not said twice.
export const newReasons = (said, reasons) => (reasons ?? []).filter(text => text !== '' && !said.includes(text.replace(/^KRW\d+: /, '')));

export function problemOf(model) {
  const replica = (model.replicas ?? []).find(one => one.problem);
  const problem = model.refusal ?? (replica ? replica.problem : null);
  if (!problem) {
    return null;
  }
  const said = problem.code + ': ' + problem.message;
  return { text: said, reasons: newReasons(said, [...(problem.reasons ?? []), problem.next ?? '']) };
}

export const linkOf = model => '#models/' + encodeURIComponent(model);

// tenant/model@region as parts of an address of the API.
export function pathOf(model) {
  const [, tenant, name, region] = /^([^/]+)\/([^@]+)@([^#]+)/.exec(model);
  return { path: 'models/' + encodeURIComponent(tenant) + '/' + encodeURIComponent(name), region: '?region=' + encodeURIComponent(region) };
}
