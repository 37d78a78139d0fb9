// Replays the lanes of a report and sorts its tables. It loads nothing, and writes what comes from a
// scenario as text only.
(() => {
  'use strict';

  const WORK = 0, WAIT = 1, BLOCKED = 2, FAILED = 6;
  const STATES = ['in work', 'waiting', 'queueing', 'starting', 'being handed out', 'being moved',
    'in an attempt that fails'];
  const COLORS = 6;
  const HELP = [['Space', 'play and pause'], ['. ,', 'the next event, the one before'],
    ['Left Right', '5 % back or on'], ['0 to 9', 'jump to 0 to 90 %'], ['Home End', 'the ends'],
    ['+ −', 'twice or half as fast'], ['Up Down', 'choose a lane; what it does is told'],
    ['Esc', 'let the lane go'], ['?', 'this help'],
    ['Mouse', 'click or drag on the lanes; point at a job to read about it']];

  function element(name, properties = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(properties)) {
      if (key in made) made[key] = value; else made.setAttribute(key, value);
    }
    made.append(...children);
    return made;
  }

  // ---- Tables ----

  function sortTables() {
    for (const table of document.querySelectorAll('table.data')) {
      const heads = [...table.tHead.rows[0].cells];
      heads.forEach((head, column) => {
        const button = element('button', { type: 'button', textContent: head.textContent });
        head.replaceChildren(button);
        button.addEventListener('click', () => {
          const falls = head.getAttribute('aria-sort') === 'ascending';
          for (const other of heads) other.removeAttribute('aria-sort');
          head.setAttribute('aria-sort', falls ? 'descending' : 'ascending');
          sort(table.tBodies[0], column, head.classList.contains('n'), falls);
        });
      });
    }
  }

  // What is unknown goes last in either order.
  function sort(body, column, isNumber, falls) {
    const rows = [...body.rows].map(row => ({ row, text: row.cells[column].textContent }));
    const order = new Intl.Collator('en', { numeric: true }).compare;
    rows.sort((a, b) => {
      if (a.text === '' || b.text === '') return (a.text === '') - (b.text === '');
      const difference = isNumber ? a.text - b.text : order(a.text, b.text);
      return falls ? -difference : difference;
    });
    body.append(...rows.map(entry => entry.row));
  }

  sortTables();
  const block = document.getElementById('toast-replay');
  if (!block) return;

  // ---- What is replayed ----

  const data = JSON.parse(block.textContent);
  const runs = data.runs.map(readRun);
  const end = Math.max(...runs.map(run => run.end), 0);
  const axisEnd = Math.max(end, 1);

  function readRun(run) {
    for (const lane of run.lanes) readLane(lane, run);
    const count = run.moments.length / 6;
    const columns = ['time', 'done', 'service', 'queued', 'lost', 'work'];
    for (const name of columns) run[name] = new Float64Array(count);
    run.rate = new Float64Array(count);
    for (let i = 0; i < count; i++) {
      for (let k = 0; k < 5; k++) {
        run[columns[k]][i] = run.moments[6 * i + k] + (i > 0 ? run[columns[k]][i - 1] : 0);
      }
      run.rate[i] = run.moments[6 * i + 5];
      if (i > 0) run.work[i] = run.work[i - 1] + run.rate[i - 1] * (run.time[i] - run.time[i - 1]);
    }
    delete run.moments;
    return run;
  }

  function readLane(lane, run) {
    const list = lane.spans, count = list.length / 4;
    Object.assign(lane, { run, count, start: new Float64Array(count), stop: new Float64Array(count),
      code: new Int32Array(count), fourth: new Int32Array(count), below: new Float32Array(count) });
    let last = 0;
    for (let i = 0; i < count; i++) {
      lane.start[i] = last + list[4 * i];
      last = lane.stop[i] = lane.start[i] + list[4 * i + 1];
      lane.code[i] = list[4 * i + 2];
      lane.fourth[i] = list[4 * i + 3];
      // States that share a stretch are stacked.
      if (data.merged && i > 0 && lane.start[i] === lane.start[i - 1]) {
        lane.below[i] = lane.below[i - 1] + lane.fourth[i - 1] / 1000;
      }
    }
    const asked = lane.asked || [];
    lane.asked = new Map();
    for (let i = 0; i < asked.length; i += 2) lane.asked.set(asked[i], asked[i + 1]);
    delete lane.spans;
  }

  const stateOf = code => (code % 16) >> 1;
  const taskOf = code => Math.floor(code / 16) - 1;

  function styleOf(code) {
    const state = stateOf(code), color = Math.max(0, taskOf(code)) % COLORS;
    if (state === WORK) return color;
    if (state === WAIT) return COLORS + color;
    return state === BLOCKED ? 2 * COLORS : state === FAILED ? 2 * COLORS + 2 : 2 * COLORS + 1;
  }

  // How many numbers of a sorted list are at most `limit`.
  function countUpTo(list, limit) {
    let low = 0, high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (list[middle] > limit) high = middle; else low = middle + 1;
    }
    return low;
  }

  // The span that a lane is in; what the end cut off is there to be seen at the end.
  function spanAt(lane, time) {
    const i = countUpTo(lane.stop, time);
    if (i === lane.count) {
      const last = i - 1;
      return last >= 0 && lane.code[last] % 2 === 1 && lane.stop[last] === time ? last : -1;
    }
    return lane.start[i] <= time ? i : -1;
  }

  // The counters of a run; each run stands still after its own end.
  function countersAt(run, time) {
    time = Math.min(time, run.end);
    const i = Math.max(0, countUpTo(run.time, time) - 1);
    const work = run.work[i] + run.rate[i] * (time - run.time[i]);
    return { done: run.done[i], service: run.service[i], queued: run.queued[i], lost: run.lost[i],
      speedup: time > 0 ? work / time : NaN };
  }

  // ---- Words ----

  const two = value => String(value).padStart(2, '0');
  const three = value => `${Math.floor(value / 1000)}.${String(value % 1000).padStart(3, '0')}`;

  function clock(time) {
    const ns = time * data.unit, seconds = Math.floor(ns / 1e9);
    const minutes = `${Math.floor(seconds / 60)}:${two(seconds % 60)}`;
    switch (data.clock) {
      case 'hours':
        return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
      case 'minutes': return minutes;
      case 'tenths': return `${minutes}.${Math.floor(ns / 1e8) % 10}`;
      case 'milliseconds': return `${three(Math.floor(ns / 1e6))} s`;
      case 'microseconds': return `${three(Math.floor(ns / 1e3))} ms`;
      default: return `${three(Math.floor(ns))} us`;
    }
  }

  function duration(time) {
    const ns = time * data.unit;
    if (ns < 6e10) {
      const [length, name] = [[1e9, 's'], [1e6, 'ms'], [1e3, 'us']].find(u => ns >= u[0]) || [1, 'ns'];
      return ns === 0 ? '0 s' : `${Number((ns / length).toPrecision(4))} ${name}`;
    }
    const step = ns >= 3.6e12 ? 1e9 : 1e8;
    const seconds = Math.round(ns / step) * step / 1e9;
    const minutes = Math.floor(seconds / 60), rest = Math.round((seconds - 60 * minutes) * 10) / 10;
    const parts = [];
    if (data.hours && minutes >= 60) parts.push(`${Math.floor(minutes / 60)} h`);
    const left = parts.length ? minutes % 60 : minutes;
    if (left > 0) parts.push(`${left} min`);
    if (rest > 0) parts.push(`${rest} s`);
    return parts.join(' ');
  }

  const jobName = (run, task, number) => `${run.tasks[task].name} ${number + 1}`;

  function holders(run, resource, time) {
    const names = new Set();
    for (const lane of run.lanes) {
      if (lane.kind !== 'resource' || lane.group !== run.resources[resource]) continue;
      const i = spanAt(lane, time);
      if (i >= 0 && taskOf(lane.code[i]) >= 0) names.add(jobName(run, taskOf(lane.code[i]), lane.fourth[i]));
    }
    return [...names].slice(0, 3).join(', ');
  }

  function readyTime(run, task, number) {
    const list = run.ready[task] || [];
    for (let i = 0, first = 0; i < list.length; i += 2) {
      first += list[i];
      if (number < first) return list[i + 1];
    }
    return -1;
  }

  // What is known of a lane at a time, a line each, the first a title.
  function describe(lane, time) {
    const { run } = lane, i = spanAt(lane, time);
    if (i < 0) {
      const what = { worker: 'idle', resource: 'not held', waits: 'no wait' }[lane.kind] || 'idle';
      return [lane.name, time > run.end ? 'the run is over' : `${what} at ${clock(time)}`];
    }
    const code = lane.code[i], state = stateOf(code), task = taskOf(code);
    const range = `${clock(lane.start[i])} to ${clock(lane.stop[i])}`;
    const took = duration(lane.stop[i] - lane.start[i]);
    if (data.merged) {
      const kind = task >= 0 ? `, mostly ${run.tasks[task].name}` : '';
      return [lane.name, `${lane.fourth[i] / 10} % ${STATES[state]}${kind}`, range];
    }
    if (task < 0) return [lane.name, STATES[state], `${range} (${took})`];
    const number = lane.fourth[i];
    const lines = [`${jobName(run, task, number)} on ${lane.name}`,
      `${state === WAIT && lane.kind === 'resource' ? 'held' : STATES[state]}, ${range} (${took})`
        + (code % 2 === 1 ? ', cut by the end of the run' : '')];
    return lines.concat(waited(run, lane, i, task, number, time));
  }

  // What a job queues for now, and what it waited for before.
  function waited(run, lane, i, task, number, time) {
    const lines = [];
    if (lane.asked.has(i)) {
      const resource = lane.asked.get(i), by = holders(run, resource, time);
      lines.push(`waits for ${run.resources[resource]}${by ? `, held by ${by}` : ''}`);
    }
    const ready = readyTime(run, task, number);
    if (ready >= 0) {
      const queued = lane.start[i] - ready;
      lines.push(`ready since ${clock(ready)}${queued > 0 ? `, ${duration(queued)} before this` : ''}`);
    }
    const { after, each } = run.tasks[task];
    const needs = after.map(other => `all of ${run.tasks[other].name}`)
      .concat(each.map(other => jobName(run, other, number)));
    if (needs.length) lines.push(`comes after ${needs.join(', ')}`);
    return lines;
  }

  // ---- The stage ----

  const root = document.getElementById('replay');
  const still = matchMedia('(prefers-reduced-motion: reduce)');
  const state = { time: end, playing: false, speed: niceSpeed(), lane: -1, pointed: null };
  const play = element('button', { type: 'button', className: 'play' });
  const back = element('button', { type: 'button', textContent: '‹', ariaLabel: 'The event before' });
  const next = element('button', { type: 'button', textContent: '›', ariaLabel: 'The next event' });
  const slower = element('button', { type: 'button', textContent: '−', ariaLabel: 'Half as fast' });
  const faster = element('button', { type: 'button', textContent: '+', ariaLabel: 'Twice as fast' });
  const asks = element('button', { type: 'button', textContent: '?', ariaLabel: 'Help' });
  const shownSpeed = element('span', { className: 'speed' });
  const shownTime = element('span', { className: 'clock' });
  const now = element('span'), whole = element('small', { textContent: ` / ${clock(end)}` });
  shownTime.append(now, whole);
  const slider = element('input', { type: 'range', min: 0, max: axisEnd, step: 'any', ariaLabel: 'Time' });
  const canvas = element('canvas', { tabIndex: 0, role: 'img' });
  canvas.setAttribute('aria-label', 'Lanes; Up and Down choose one, and what it does is told');
  const spacer = element('div');
  const box = element('div', { className: 'lanes' }, canvas, spacer);
  const tip = element('div', { className: 'tip', role: 'tooltip', hidden: true });
  const live = element('p', { className: 'live', role: 'status' });
  const help = element('dialog', { ariaLabel: 'Keys' });
  const counters = element('tbody');

  function niceSpeed() {
    const ns = Math.max(1, end * data.unit / 15);
    const unit = [3.6e12, 6e10, 1e9].find(length => ns >= length) || 1;
    const scale = unit * 10 ** Math.floor(Math.log10(ns / unit) + 1e-9);
    return ([5, 3, 2].find(lead => ns / scale >= lead) || 1) * scale / data.unit;
  }

  function build() {
    const list = element('dl');
    for (const [keys, what] of HELP) {
      list.append(element('dt', { textContent: keys }), element('dd', { textContent: what }));
    }
    const close = element('button', { type: 'button', textContent: 'Close' });
    close.addEventListener('click', () => help.close());
    help.append(element('strong', { textContent: 'Keys' }), list, close);
    const heads = ['', 'done', 'in service', 'queued', 'lost', 'speedup so far'];
    const head = element('tr', {}, ...heads.map(text => element('th', { scope: 'col', textContent: text })));
    for (const run of runs) {
      run.cells = heads.map((_, i) => element('td', { className: i === 1 || i === 5 ? 'big' : '' }));
      run.cells[0].textContent = run.label;
      counters.append(element('tr', {}, ...run.cells));
    }
    root.append(
      element('div', { className: 'controls' }, play, back, next, shownTime, slider, slower, shownSpeed,
        faster, asks),
      element('div', { className: 'stage' }, box),
      element('table', { className: 'counters' }, element('thead', {}, head), counters), tip, live, help);
    root.hidden = false;
    document.documentElement.classList.add('scripted');
  }

  // ---- Drawing ----

  // Rows from the top: for each run its name and its lanes, each with a place and a height.
  const count = runs.reduce((sum, run) => sum + run.lanes.length, 0);
  const laneHeight = count <= 20 ? 24 : count <= 60 ? 18 : count <= 150 ? 12 : 6;
  const AXIS = 26;
  const rows = [];
  let total = AXIS;
  for (const run of runs) {
    if (runs.length > 1) {
      rows.push({ run, top: total, height: 26 });
      total += 26;
    }
    for (const lane of run.lanes) {
      rows.push({ run, lane, top: total, height: laneHeight });
      total += laneHeight;
    }
    total += 6;
  }
  const laneRows = rows.filter(row => row.lane);
  // The lanes as they are in the end: drawn once for a size, then shown up to the time.
  const picture = document.createElement('canvas');
  const view = { width: 0, height: 0, left: 0, plot: 0, scale: 1, top: 0 };
  let ink = {}, fills = [];

  const xOf = time => view.left + time / axisEnd * view.plot;
  const timeAt = x => Math.min(end, Math.max(0, (x - view.left) / view.plot * axisEnd));
  const rowAt = y => rows.find(row => y >= row.top && y < row.top + row.height);

  function readColors() {
    const style = getComputedStyle(document.documentElement);
    const color = name => style.getPropertyValue(`--${name}`).trim();
    for (const name of ['ink', 'faint', 'rule', 'band', 'card', 'mark']) ink[name] = color(name);
    const own = [...Array(COLORS).keys()].map(i => color(`c${i}`));
    fills = own.concat(own.map(each => hatch(each, 0.3, '/')), hatch(color('blocked'), 0.12, '-'),
      hatch(color('overhead'), 0.35, '|'), hatch(color('failed'), 1, 'x'));
  }

  // A tile with lines: rising, dashed along the middle, upright, or crossing on a full ground.
  function hatch(color, ground, kind) {
    const size = 6, tile = document.createElement('canvas');
    tile.width = tile.height = size * view.scale;
    const draw = tile.getContext('2d');
    draw.scale(view.scale, view.scale);
    draw.fillStyle = color;
    draw.globalAlpha = ground;
    draw.fillRect(0, 0, size, size);
    draw.globalAlpha = 1;
    draw.strokeStyle = kind === 'x' ? ink.ink : color;
    draw.lineWidth = kind === '/' ? 1.6 : kind === 'x' ? 0.8 : 1.2;
    draw.beginPath();
    const lines = { '/': [[-2, 2, 2, -2], [-2, 8, 8, -2], [4, 8, 8, 4]], '-': [[0, 3, 4, 3]],
      '|': [[1.5, 0, 1.5, 6], [4.5, 0, 4.5, 6]], 'x': [[0, 0, 6, 6], [0, 6, 6, 0]] }[kind];
    for (const [a, b, c, d] of lines) { draw.moveTo(a, b); draw.lineTo(c, d); }
    draw.stroke();
    const pattern = draw.createPattern(tile, 'repeat');
    pattern.setTransform(new DOMMatrix().scale(1 / view.scale));
    return pattern;
  }

  // Spans of two pixels and more one by one; thinner ones column by column, as high as they are dense.
  function drawLane(draw, lane, top, height) {
    let column = -1, weight = 0, longest = 0, style = 0;
    const flush = () => {
      if (weight > 0) {
        const high = Math.max(1, height * Math.min(1, weight));
        draw.fillStyle = fills[style];
        draw.fillRect(column, top + height - high, 1, high);
      }
      weight = longest = 0;
    };
    for (let i = 0; i < lane.count; i++) {
      const from = xOf(lane.start[i]), to = xOf(lane.stop[i]), wide = to - from;
      const share = data.merged ? lane.fourth[i] / 1000 : 1;
      if (wide >= 2) {
        flush();
        draw.fillStyle = fills[styleOf(lane.code[i])];
        const high = height * share, y = top + height * (1 - lane.below[i]) - high;
        // A gap tells neighbours apart.
        draw.fillRect(from, y, wide > 4 && !data.merged ? wide - 1 : wide, high);
        continue;
      }
      // What lies across two columns counts for each by its part.
      for (let x = Math.floor(from); x <= Math.floor(to); x++) {
        const part = (Math.min(to, x + 1) - Math.max(from, x)) * share;
        if (part < 0) continue;
        if (x !== column) { flush(); column = x; }
        weight += Math.max(part, 1e-3);
        if (part >= longest) { longest = part; style = styleOf(lane.code[i]); }
      }
    }
    flush();
  }

  const visible = row => row.top + row.height > view.top && row.top < view.top + view.height;

  function drawPicture() {
    picture.width = canvas.width;
    picture.height = canvas.height;
    const draw = picture.getContext('2d');
    draw.scale(view.scale, view.scale);
    draw.translate(0, -view.top);
    for (const { lane, top, height } of laneRows.filter(visible)) {
      drawLane(draw, lane, top + 1, height - (height > 8 ? 3 : 1));
    }
  }

  function shortened(draw, text, width) {
    if (draw.measureText(text).width <= width) return text;
    for (let keep = text.length - 1; keep > 2; keep--) {
      const head = Math.ceil(keep / 2);
      const short = `${text.slice(0, head)}…${text.slice(text.length - (keep - head))}`;
      if (draw.measureText(short).width <= width) return short;
    }
    return '…';
  }

  // Ticks at 1, 2 or 5 of a unit; the last one names it.
  function drawAxis(draw) {
    const units = [[3.6e12, 'h'], [6e10, 'min'], [1e9, 's'], [1e6, 'ms'], [1e3, 'us'], [1, 'ns']];
    const ns = axisEnd * data.unit;
    const [length, name] = units.find(u => (u[1] !== 'h' || data.hours) && ns >= 2 * u[0]) || units[5];
    let step = 1;
    for (let k = 0; ns / length / step > Math.max(2, view.plot / 70); k++) step *= [2, 2.5, 2][k % 3];
    draw.textAlign = 'center';
    const last = Math.floor(ns / length / step);
    for (let k = 0; k <= last; k++) {
      const x = xOf(k * step * length / data.unit);
      draw.fillStyle = ink.rule;
      draw.fillRect(Math.round(x), AXIS - 5, 1, view.height);
      draw.fillStyle = ink.faint;
      draw.fillText(`${k * step}${k === last ? ` ${name}` : ''}`, Math.min(x, view.width - 22), 13);
    }
  }

  function drawRow(draw, row) {
    const y = row.top - view.top;
    draw.textAlign = row.lane ? 'right' : 'left';
    draw.fillStyle = ink.ink;
    if (!row.lane) {
      draw.font = `600 13px ${ink.font}`;
      draw.fillText(row.run.label, 12, y + 15);
      draw.font = `12px ${ink.font}`;
      return;
    }
    draw.fillStyle = ink.band;
    const height = row.height - (row.height > 8 ? 3 : 1);
    draw.fillRect(view.left, y + 1, row.run.end / axisEnd * view.plot, height);
    const place = laneRows.indexOf(row);
    if (place === state.lane) {
      draw.fillStyle = ink.mark;
      draw.fillRect(2, y + 1, 4, height);
    }
    // Names that would run into each other are left out, but never the first of a run.
    const every = Math.ceil(14 / row.height);
    if (row.run.lanes.indexOf(row.lane) % every > 0) return;
    draw.fillStyle = place === state.lane ? ink.ink : ink.faint;
    draw.fillText(shortened(draw, row.lane.name, view.left - 18), view.left - 8, y + 1 + height / 2);
  }

  function draw() {
    const draw = canvas.getContext('2d');
    draw.setTransform(view.scale, 0, 0, view.scale, 0, 0);
    draw.fillStyle = ink.card;
    draw.fillRect(0, 0, view.width, view.height);
    draw.font = `12px ${ink.font}`;
    draw.textBaseline = 'middle';
    for (const row of rows.filter(visible)) drawRow(draw, row);
    const x = xOf(state.time);
    draw.globalAlpha = 0.22;
    draw.drawImage(picture, 0, 0, view.width, view.height);
    draw.globalAlpha = 1;
    draw.save();
    draw.beginPath();
    draw.rect(0, 0, x, view.height);
    draw.clip();
    draw.drawImage(picture, 0, 0, view.width, view.height);
    draw.restore();
    // The axis stays in sight, over lanes that are scrolled.
    draw.fillStyle = ink.card;
    draw.fillRect(0, 0, view.width, AXIS - 2);
    drawAxis(draw);
    draw.fillStyle = ink.mark;
    draw.fillRect(Math.round(x) - 1, AXIS - 8, 2, view.height);
    drawPointed(draw);
  }

  function drawPointed(draw) {
    if (!state.pointed) return;
    const { row, span } = state.pointed;
    const from = xOf(row.lane.start[span]), to = xOf(row.lane.stop[span]);
    draw.strokeStyle = ink.ink;
    draw.lineWidth = 2;
    draw.strokeRect(from, row.top - view.top + 1, Math.max(2, to - from - 1), Math.max(2, row.height - 3));
  }

  function resize() {
    view.scale = Math.min(3, window.devicePixelRatio || 1);
    view.width = box.clientWidth;
    view.height = Math.min(total, box.clientHeight);
    if (view.width === 0) return;
    ink.font = getComputedStyle(document.body).fontFamily;
    const measure = canvas.getContext('2d');
    measure.font = `12px ${ink.font}`;
    const widest = Math.max(...laneRows.map(row => measure.measureText(row.lane.name).width), 0);
    view.left = Math.ceil(Math.min(widest + 24, view.width < 500 ? 92 : 180));
    view.plot = Math.max(1, view.width - view.left - 14);
    canvas.width = view.width * view.scale;
    canvas.height = view.height * view.scale;
    canvas.style.width = `${view.width}px`;
    canvas.style.height = `${view.height}px`;
    spacer.style.height = `${total - view.height}px`;
    readColors();
    drawPicture();
    draw();
  }

  // ---- Time ----

  const shown = value => Number.isNaN(value) ? '–' : `${value.toFixed(2)}x`;

  function update() {
    now.textContent = clock(state.time);
    slider.value = state.time;
    slider.setAttribute('aria-valuetext', clock(state.time));
    play.textContent = state.playing ? '❚❚ Pause' : '▶ Play';
    shownSpeed.textContent = `${duration(state.speed)}/s`;
    for (const run of runs) {
      const at = countersAt(run, state.time);
      const texts = [, `${at.done} / ${run.jobs}`, at.service, at.queued, at.lost, shown(at.speedup)];
      texts.forEach((text, i) => { run.cells[i].textContent = text; });
    }
    draw();
  }

  // Told to those who do not see the lanes; not while they move.
  function tell() {
    const told = runs.slice(0, 4).map(run => {
      const at = countersAt(run, state.time);
      return `${runs.length > 1 ? `${run.label}: ` : ''}${at.done} of ${run.jobs} done, ${at.service} in `
        + `service, speedup so far ${shown(at.speedup)}`;
    });
    live.textContent = `${clock(state.time)}. ${told.join('. ')}.`;
  }

  function go(time) {
    state.time = Math.min(end, Math.max(0, time));
    hideTip();
    update();
    if (!state.playing) tell();
    if (state.lane >= 0) showLane();
  }

  let before = 0;
  function frame(at) {
    if (!state.playing) return;
    const passed = at - before;
    // Whoever asked for less motion gets two pictures a second.
    if (!still.matches || passed >= 500) {
      before = at;
      state.time = Math.min(end, state.time + state.speed * passed / 1000);
      if (state.time >= end) setPlaying(false);
      update();
      if (state.lane >= 0) showLane();
    }
    requestAnimationFrame(frame);
  }

  function setPlaying(playing) {
    if (playing && state.time >= end) state.time = 0;
    state.playing = playing && end > 0;
    hideTip();
    update();
    if (!state.playing) return tell();
    before = performance.now();
    requestAnimationFrame(frame);
  }

  function step(isLater) {
    const times = runs.map(run => {
      if (isLater) {
        const i = countUpTo(run.time, state.time);
        return i < run.time.length ? run.time[i] : state.time < run.end ? run.end : Infinity;
      }
      if (state.time > run.end) return run.end;
      let i = countUpTo(run.time, state.time) - 1;
      if (i >= 0 && run.time[i] === state.time) i--;
      return i >= 0 ? run.time[i] : -Infinity;
    });
    const time = isLater ? Math.min(...times) : Math.max(...times);
    setPlaying(false);
    if (Number.isFinite(time)) go(time);
  }

  function setSpeed(factor) {
    state.speed = Math.min(axisEnd * 4, Math.max(axisEnd / 1e6, state.speed * factor));
    update();
  }

  // ---- What is pointed at ----

  function hideTip() {
    tip.hidden = true;
    state.pointed = null;
  }

  function showTip(row, time, x, y) {
    const span = spanAt(row.lane, time);
    state.pointed = span >= 0 ? { row, span } : null;
    const [title, ...lines] = describe(row.lane, time);
    tip.replaceChildren(element('b', { textContent: title }),
      ...lines.map(line => element('div', { textContent: line })));
    tip.hidden = false;
    const right = window.innerWidth - tip.offsetWidth - 8;
    tip.style.left = `${Math.max(8, Math.min(right, x + 14))}px`;
    const below = y + 18 + tip.offsetHeight < window.innerHeight;
    tip.style.top = `${below ? y + 18 : Math.max(8, y - 10 - tip.offsetHeight)}px`;
    draw();
    return [title, ...lines].join(', ');
  }

  function showLane() {
    const row = laneRows[state.lane], place = canvas.getBoundingClientRect();
    const text = showTip(row, Math.min(state.time, row.run.end), place.left + xOf(state.time),
      place.top + row.top - view.top + row.height / 2);
    if (!state.playing) live.textContent = `${clock(state.time)}. ${text}.`;
  }

  function chooseLane(change) {
    const lane = state.lane < 0 && change > 0 ? 0 : state.lane + change;
    state.lane = Math.min(laneRows.length - 1, Math.max(0, lane));
    const row = laneRows[state.lane];
    if (row.top - AXIS < box.scrollTop) box.scrollTop = row.top - AXIS;
    const low = row.top + row.height - box.clientHeight;
    if (low > box.scrollTop) box.scrollTop = low;
    scrolled();
    showLane();
  }

  function leave() {
    state.lane = -1;
    hideTip();
    draw();
  }

  function scrolled() {
    if (view.top === box.scrollTop) return;
    view.top = box.scrollTop;
    drawPicture();
    draw();
  }

  function pointed(event) {
    const place = canvas.getBoundingClientRect();
    const x = event.clientX - place.left, y = event.clientY - place.top;
    if (event.buttons === 1 && canvas.hasPointerCapture(event.pointerId)) return go(timeAt(x));
    const row = y > AXIS ? rowAt(y + view.top) : null;
    if (!row || !row.lane || x < view.left) return leave();
    showTip(row, timeAt(x), event.clientX, event.clientY);
  }

  // ---- Keys ----

  const keys = {
    ' ': () => setPlaying(!state.playing), '.': () => step(true), ',': () => step(false),
    ArrowLeft: () => go(state.time - end / 20), ArrowRight: () => go(state.time + end / 20),
    Home: () => go(0), End: () => go(end), '+': () => setSpeed(2), '=': () => setSpeed(2),
    '-': () => setSpeed(0.5), '?': () => help.showModal(), ArrowUp: () => chooseLane(-1),
    ArrowDown: () => chooseLane(1), k: () => chooseLane(-1), j: () => chooseLane(1), Escape: leave,
  };
  for (let digit = 0; digit < 10; digit++) keys[digit] = () => go(end * digit / 10);

  // Keys belong to the replay while it has the focus, or while nothing has and it is in sight: they must
  // not take the page's own keys from somebody who reads further below.
  function pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    const target = event.target, isInside = root.contains(target);
    if (!isInside && target !== document.body) return;
    const place = root.getBoundingClientRect();
    if (!isInside && (place.bottom < 80 || place.top > window.innerHeight - 80)) return;
    if (target.tagName === 'BUTTON' && event.key === ' ') return;
    // Only the lanes themselves take the keys that scroll a page.
    if (event.key.startsWith('Arrow') && !isInside && !/Left|Right/.test(event.key)) return;
    const action = Object.hasOwn(keys, event.key) ? keys[event.key] : null;
    if (!action) return;
    event.preventDefault();
    action();
  }

  build();
  box.style.height = `${total}px`;
  resize();
  update();
  play.addEventListener('click', () => setPlaying(!state.playing));
  back.addEventListener('click', () => step(false));
  next.addEventListener('click', () => step(true));
  slower.addEventListener('click', () => setSpeed(0.5));
  faster.addEventListener('click', () => setSpeed(2));
  asks.addEventListener('click', () => help.showModal());
  slider.addEventListener('input', () => go(Number(slider.value)));
  canvas.addEventListener('pointerdown', event => {
    canvas.setPointerCapture(event.pointerId);
    go(timeAt(event.clientX - canvas.getBoundingClientRect().left));
  });
  canvas.addEventListener('pointermove', pointed);
  canvas.addEventListener('pointerleave', leave);
  canvas.addEventListener('blur', leave);
  box.addEventListener('scroll', scrolled, { passive: true });
  document.addEventListener('keydown', pressed);
  new ResizeObserver(resize).observe(box);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', resize);
})();
