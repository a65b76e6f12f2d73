// Numbers as people read them: three digits that matter, aligned by tabular figures.

const NOTHING = '–';

export function count(value) {
  if (value === null || value === undefined || Number.isNaN(value)) {
    return NOTHING;
  }
  if (value >= 1e6) {
    return (value / 1e6).toFixed(value >= 1e7 ? 1 : 2) + ' M';
  }
  if (value >= 1e4) {
    return (value / 1e3).toFixed(value >= 1e5 ? 0 : 1) + ' k';
  }
  return Number.isInteger(value) ? String(value) : value.toFixed(value < 10 ? 1 : 0);
}

export function latency(seconds) {
  if (seconds === null || seconds === undefined || Number.isNaN(seconds)) {
    return NOTHING;
  }
  const milliseconds = seconds * 1000;
  if (milliseconds < 1000) {
    return milliseconds.toFixed(milliseconds < 10 ? 2 : milliseconds < 100 ? 1 : 0) + ' ms';
  }
  return seconds.toFixed(seconds < 10 ? 2 : seconds < 100 ? 1 : 0) + ' s';
}

export function bytes(value) {
  if (value === null || value === undefined || Number.isNaN(value)) {
    return NOTHING;
  }
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let unit = 0;
  let rest = value;
  while (rest >= 1024 && unit < units.length - 1) {
    rest /= 1024;
    unit++;
  }
  return (rest >= 100 || unit === 0 ? rest.toFixed(0) : rest.toFixed(1)) + ' ' + units[unit];
}

export function share(value) {
  return value === null || value === undefined || Number.isNaN(value) ? NOTHING : (value * 100).toFixed(0) + ' %';
}

export function watts(value) {
  return value === null || value === undefined || Number.isNaN(value) ? NOTHING : value.toFixed(0) + ' W';
}

export function cores(millicores) {
  return millicores === null || millicores === undefined ? NOTHING : (millicores / 1000).toFixed(millicores % 1000 === 0 ? 0 : 1);
}

export function decimal(value) {
  return value === null || value === undefined || Number.isNaN(value) ? NOTHING : value.toFixed(2);
}

export function since(time) {
  if (!time) {
    return '';
  }
  const seconds = Math.max(0, Math.floor((Date.now() - Date.parse(time)) / 1000));
  if (seconds < 60) {
    return seconds + ' s';
  }
  if (seconds < 3600) {
    return Math.floor(seconds / 60) + ' min';
  }
  return seconds < 86400 ? Math.floor(seconds / 3600) + ' h' : Math.floor(seconds / 86400) + ' d';
}

const two = value => String(value).padStart(2, '0');

// The time of day, in the reader's own zone.
export function clock(time) {
  const at = new Date(time);
  return two(at.getHours()) + ':' + two(at.getMinutes()) + ':' + two(at.getSeconds());
}

export function many(number, one, more) {
  return number + ' ' + (number === 1 ? one : more ?? one + 's');
}

export { NOTHING };
