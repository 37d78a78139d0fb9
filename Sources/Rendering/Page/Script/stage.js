// The controls, and what they stand for.

const HELP = [['Space', 'play and pause'], ['. ,', 'the next event, the one before'],
  ['Left Right', '5 % back or on'], ['0 to 9', 'jump to 0 to 90 %'], ['Home End', 'the ends'],
  ['+ −', 'twice or half as fast'], ['Up Down', 'choose a lane; what it does is told'],
  ['Esc', 'let the lane go'], ['?', 'this help'],
  ['Mouse', 'click or drag on the lanes; point at a job to read about it']];

const root = document.getElementById('replay');
const still = matchMedia('(prefers-reduced-motion: reduce)');
const state = { time: end, playing: false, speed: niceSpeed(), lane: -1, pointed: null };
const play = element('button', { type: 'button', className: 'play' });
const back = element('button', { type: 'button', textContent: '‹', 'aria-label': 'The event before' });
const next = element('button', { type: 'button', textContent: '›', 'aria-label': 'The next event' });
const slower = element('button', { type: 'button', textContent: '−', 'aria-label': 'Half as fast' });
const faster = element('button', { type: 'button', textContent: '+', 'aria-label': 'Twice as fast' });
const asks = element('button', { type: 'button', textContent: '?', 'aria-label': 'Help' });
const shownSpeed = element('span', { className: 'speed' });
const shownTime = element('span', { className: 'clock' });
const now = element('span'), whole = element('small', { textContent: ` / ${clock(end)}` });
shownTime.append(now, whole);
const slider = element('input', { type: 'range', min: 0, max: axisEnd, step: 'any', 'aria-label': 'Time' });
const canvas = element('canvas', { tabIndex: 0, role: 'img' });
canvas.setAttribute('aria-label', 'Lanes; Up and Down choose one, and what it does is told');
const spacer = element('div');
const box = element('div', { className: 'lanes' }, canvas, spacer);
const tip = element('div', { className: 'tip', role: 'tooltip', hidden: true });
const live = element('p', { className: 'live', role: 'status' });
const help = element('dialog', { 'aria-label': 'Keys' });
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
  const heads = ['', 'done', 'in service', 'queued', 'speedup so far'];
  // Most runs lose nothing.
  if (hasLosses) heads.splice(4, 0, 'lost');
  const head = element('tr', {}, ...heads.map(text => element('th', { scope: 'col', textContent: text })));
  for (const run of runs) {
    run.cells = heads.map((_, i) => element('td', { className: i === 1 || i === heads.length - 1 ? 'big' : '' }));
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
