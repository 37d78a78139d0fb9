// Draws the lanes: all of them once for a size, then for each instant what is over and, pale, what is
// to come.

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
const snapped = x => Math.round(x * view.scale) / view.scale;
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
    const share = isMerged ? lane.fourth[i] / 1000 : 1;
    if (wide >= 2) {
      flush();
      draw.fillStyle = fills[styleOf(lane.code[i])];
      const high = height * share, y = top + height * (1 - lane.below[i]) - high;
      // A gap tells neighbours apart; whole pixels make all gaps alike.
      const first = snapped(from), gap = wide > 4 && !isMerged ? 1 : 0;
      draw.fillRect(first, y, Math.max(1, snapped(to) - first - gap), high);
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

// Ticks at 1, 2 or 5 of a unit: first the lines, under the lanes, then the labels; the last names the
// unit.
function drawAxis(draw, isLines) {
  const units = [[3.6e12, 'h'], [6e10, 'min'], [1e9, 's'], [1e6, 'ms'], [1e3, 'us'], [1, 'ns']];
  const ns = axisEnd * data.unit;
  const [length, name] = units.find(u => (u[1] !== 'h' || data.hours) && ns >= 2 * u[0]) || units[5];
  let step = 1;
  for (let k = 0; ns / length / step > Math.max(2, view.plot / 70); k++) step *= [2, 2.5, 2][k % 3];
  draw.textAlign = 'center';
  const last = Math.floor(ns / length / step);
  for (let k = 0; k <= last; k++) {
    const x = xOf(k * step * length / data.unit);
    draw.fillStyle = isLines ? ink.rule : ink.faint;
    if (isLines) draw.fillRect(Math.round(x), AXIS - 5, 1, view.height);
    else draw.fillText(`${k * step}${k === last ? ` ${name}` : ''}`, Math.min(x, view.width - 26), 13);
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
  drawAxis(draw, true);
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
  drawAxis(draw, false);
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
