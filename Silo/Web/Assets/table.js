// Tables whose rows keep their elements as long as they are there: focus, selection and a screen reader's place survive each second.

import { element, setText, setAttribute } from './dom.js';
import { sparkline } from './chart.js';

// columns: { title, number?, className? }; a cell's content is a text, or an object:
// { text, badge: 'good' | 'warn' | 'bad', bar: 0..1, reasons: [], link, actions: [{ text, label, danger, run }], trend: numbers, label }
export class Table {
  constructor(caption, columns, empty) {
    this.columns = columns;
    this.empty = empty;
    this.rows = new Map();
    this.body = element('tbody', { role: 'rowgroup' });
    const head = element('tr', { role: 'row' }, ...columns.map(column => element('th', {
      scope: 'col', role: 'columnheader', class: column.number ? 'number' : null, text: column.title,
    })));
    this.table = element('table', { role: 'table' },
      element('caption', { text: caption, class: 'unseen' }), element('thead', { role: 'rowgroup' }, head), this.body);
    this.node = element('div', { class: 'scroll' }, this.table);
  }

  // rows: [{ key, cells }], in the order in which they are shown.
  update(rows) {
    const seen = new Set();
    let before = null;
    for (const { key, cells } of rows) {
      seen.add(key);
      let row = this.rows.get(key);
      if (!row) {
        row = new Row(this.columns);
        this.rows.set(key, row);
      }
      row.update(cells);
      const next = before ? before.nextSibling : this.body.firstChild;
      if (next !== row.node) {
        this.body.insertBefore(row.node, next);
      }
      before = row.node;
    }
    for (const [key, row] of this.rows) {
      if (!seen.has(key)) {
        row.node.remove();
        this.rows.delete(key);
      }
    }
    this.#showEmpty(rows.length === 0);
  }

  #showEmpty(empty) {
    if (empty && !this.none) {
      this.none = element('tr', { role: 'row' }, element('td', { role: 'cell', class: 'empty full', colspan: this.columns.length, text: this.empty }));
      this.body.append(this.none);
    } else if (!empty && this.none) {
      this.none.remove();
      this.none = null;
    }
  }
}

class Row {
  constructor(columns) {
    this.cells = columns.map((column, index) => new Cell(column, index === 0));
    this.node = element('tr', { role: 'row' }, ...this.cells.map(cell => cell.node));
  }

  update(values) {
    values.forEach((value, index) => this.cells[index].update(value));
  }
}

class Cell {
  constructor(column, first) {
    // Narrow screens show each row as a card: the label stands above the value, and roles keep it a table for screen readers.
    this.node = element(first ? 'th' : 'td', {
      role: first ? 'rowheader' : 'cell',
      scope: first ? 'row' : null,
      'data-label': first ? null : column.title,
      class: [column.number ? 'number' : '', column.className ?? ''].join(' ').trim() || null,
    });
  }

  update(value) {
    const content = typeof value === 'object' && value !== null ? value : { text: value };
    const shape = ['badge', 'bar', 'reasons', 'link', 'actions', 'trend', 'mono', 'quiet'].filter(name => content[name] !== undefined && content[name] !== null).join() + (content.badge ?? '');
    if (this.shape !== shape) {
      this.shape = shape;
      this.#build(content);
    }
    const text = content.text === null || content.text === undefined ? '' : String(content.text);
    if (this.text) {
      setText(this.text, text);
    }
    if (content.link) {
      setAttribute(this.text, 'href', content.link);
    }
    this.#updateParts(content);
    this.node.classList.toggle('blank', text === '' && !content.trend && !(content.actions?.length) && !(content.reasons?.length));
  }

  #build(content) {
    this.text = content.trend ? null
      : content.link ? element('a')
      : element('span', { class: content.badge ? 'badge ' + content.badge : content.mono ? 'mono' : content.quiet ? 'quiet' : null });
    this.node.replaceChildren(...(this.text ? [this.text] : []));
    this.fill = null;
    this.list = null;
    this.buttons = null;
    this.trend = null;
    if (content.bar !== undefined && content.bar !== null) {
      this.fill = element('span');
      this.node.append(element('span', { class: 'bar', 'aria-hidden': 'true' }, this.fill));
    }
    if (content.reasons) {
      this.list = element('ul', { class: 'reasons' });
      this.node.append(this.list);
    }
    if (content.actions) {
      this.buttons = element('span', { class: 'actions' });
      this.node.append(this.buttons);
    }
    if (content.trend) {
      this.trend = sparkline();
      this.node.append(this.trend.node);
    }
  }

  #updateParts(content) {
    if (this.fill) {
      this.fill.style.width = (Math.max(0, Math.min(1, content.bar)) * 100).toFixed(1) + '%';
      this.fill.parentElement.classList.toggle('high', content.bar > 0.9);
    }
    if (this.list) {
      const key = JSON.stringify(content.reasons);
      if (this.reasons !== key) {
        this.reasons = key;
        this.list.replaceChildren(...content.reasons.map(reason => element('li', { text: reason })));
      }
    }
    if (this.buttons) {
      const key = content.actions.map(action => action.label).join();
      if (this.actionKey !== key) {
        this.actionKey = key;
        this.buttons.replaceChildren(...content.actions.map((action, index) => element('button', {
          type: 'button', class: action.danger ? 'danger' : 'plain', 'aria-label': action.label, text: action.text, click: () => this.actions[index].run(),
        })));
      }
      this.actions = content.actions;
    }
    if (this.trend) {
      this.trend.update(content.trend, content.label);
    }
  }
}
