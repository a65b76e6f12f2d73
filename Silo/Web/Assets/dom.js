// Making and changing elements. Whatever comes from the cluster is set as text, never as markup.

const SVG = 'http' + ':' + '//www.w3.org/2000/svg';

export const byId = id => document.getElementById(id);

export function element(tag, options, ...children) {
  const made = document.createElement(tag);
  apply(made, options);
  made.append(...children.filter(child => child !== null && child !== undefined));
  return made;
}

export function svg(tag, options, ...children) {
  const made = document.createElementNS(SVG, tag);
  apply(made, options);
  made.append(...children);
  return made;
}

function apply(target, options) {
  for (const [name, value] of Object.entries(options ?? {})) {
    if (value === null || value === undefined || value === false) {
      continue;
    }
    if (name === 'text') {
      target.textContent = value;
    } else if (name === 'click') {
      target.addEventListener('click', value);
    } else {
      target.setAttribute(name, value === true ? '' : value);
    }
  }
}

// Text that is as it was is left alone, so that a selection and a screen reader's place survive.
export function setText(target, text) {
  const value = text === null || text === undefined ? '' : String(text);
  if (target.textContent !== value) {
    target.textContent = value;
  }
}

export function setAttribute(target, name, value) {
  if (target.getAttribute(name) !== value) {
    target.setAttribute(name, value);
  }
}

// A part of a page with a heading; screen readers find it among the regions.
export function card(id, title, hint, ...children) {
  const heading = element('h2', { id: id + '-title', text: title });
  const made = element('section', { class: 'card', 'aria-labelledby': id + '-title', id },
    element('div', { class: 'head' }, heading, hint ? element('p', { class: 'quiet', text: hint }) : null), ...children);
  return made;
}

const said = { text: '', at: 0 };

// What just happened, for those who do not see it. The same thing is not said twice in a row.
export function say(text) {
  const now = Date.now();
  if (said.text !== text || now - said.at > 10000) {
    said.text = text;
    said.at = now;
    byId('said').textContent = text;
  }
}
