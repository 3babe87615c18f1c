// The notebook's figures as guided steps, with the equations beside what they do.

const m = (tag) => (...content) => `<${tag}>${content.join('')}</${tag}>`;
const paren = (of) => `<mo stretchy="false">${of}</mo>`;
const [mi, mo, mrow, msub, mfrac, msup] = ['mi', 'mo', 'mrow', 'msub', 'mfrac', 'msup'].map(m);
const math = (...content) => `<math display="block">${mrow(...content)}</math>`;
const sum = (weights, from) => mrow(mo('∑'), mi(weights), mo('⁢'), from);
const gamma = (of) => msub(mi('γ'), mi(of));
const eta = (at) => mrow(mi('η'), paren('('), at, paren(')'));
const t = mi('t');
const before = mrow(mi('t'), mo('−'), mi('1'));

const middle = (at, more) => ({ kind: 'gaussian', row: (at - 1) / 2, column: (at - 1) / 2, contrast: 1, ...more });

const byId = (id) => document.getElementById(id);
const fresh = (here, preset) => here.open(new Map([['preset', preset], ['network.side', '36']]));

const STEPS = [
  {
    title: 'A picture on the retina',
    text: 'Each ON cell of the LGN has a narrow centre that excites it and a wide surround that holds it back; an OFF cell the other way round. Even light gives nothing: what answers are edges and lines.',
    math: math(mi('ξ'), mo('='), mi('σ'), paren('('), gamma('L'), mo('⁢'), sum('L', mi('χ')), paren(')')),
    button: 'Show a round Gaussian',
    async act(here) {
      await fresh(here, 'notebook');
      here.retina.show(middle(here.page.about.retina, { width: 2, length: 2, orientation: 0 }));
    },
  },
  {
    title: 'What V1 receives',
    text: 'Every V1 unit adds up what the LGN sends through its afferent weights. The response s passes a piecewise linear σ: nothing up to θ_l, 1 from θ_u on. That is step 0.'.replace('θ_l', 'θ<sub>l</sub>').replace('θ_u', 'θ<sub>u</sub>'),
    math: math(mi('s'), mo('='), gamma('A'), mo('⁢'), sum('A', mi('ξ')), mo(','), eta(mi('0')), mo('='), mi('σ'), paren('('), mi('s'), paren(')')),
    button: 'Show step 0',
    act(here) {
      here.stepTo(0);
      return here.show(false);
    },
  },
  {
    title: 'Settling',
    text: 'Now the units talk to each other. Near neighbours excite, farther ones inhibit, and the blurred answer sharpens into patches within a few steps.',
    math: math(eta(t), mo('='), mi('σ'), paren('('), mi('s'), mo('+'), gamma('E'), mo('⁢'), sum('E', eta(before)), mo('−'), gamma('I'), mo('⁢'), sum('I', eta(before)), paren(')')),
    button: 'Settle step by step',
    act: (here) => here.play(),
  },
  {
    title: 'Bars and gratings',
    text: 'The notebook turns lines and gratings. Before learning V1 copies them: no unit prefers an orientation. A strong grating saturates V1; this one is faint. Drag on the retina to turn it.',
    math: math(mi('χ'), mo('='), mfrac(mi('1'), mi('2')), mo('+'), mfrac(mi('1'), mi('2')), mo('⁢'), mi('sin'), paren('('), mi('f'), mo('⁢'), mi('y'), mo('+'), mi('φ'), paren(')')),
    button: 'Show a grating at 45°',
    act: (here) => here.retina.show({ kind: 'grating', frequency: 4, phase: 0, orientation: 45, contrast: 0.2 }),
  },
  {
    title: 'Break it: no inhibition',
    text: 'Without the far inhibition nothing holds excitation back, and activity spreads. Then let the preset heal it.',
    math: math(gamma('I'), mo('='), mi('0')),
    button: 'Take inhibition away',
    act: (here) => here.change('network.gamma_i', '0'),
    second: ['Heal it', (here) => byId('heal').click()],
  },
  {
    title: 'Learning',
    text: 'What fires together grows together: each weight gains by α times both activities, and each unit’s weights are divided by their sum. Over some thousand oriented pictures a map of orientations appears, with pinwheels where all of them meet.',
    math: math(msup(mi('w'), mo('′')), mo('='), mfrac(mrow(mi('w'), mo('+'), mi('α'), mo('⁢'), mi('η'), mo('⁢'), mi('x')), mrow(mo('∑'), paren('('), mi('w'), mo('+'), mi('α'), mo('⁢'), mi('η'), mo('⁢'), mi('x'), paren(')')))),
    button: 'Learn with LISSOM',
    async act(here) {
      await fresh(here, 'lissom-or');
      here.learn();
    },
  },
  {
    title: 'What a unit has learned',
    text: 'Choose a unit of the map. Its afferent weights are a small oriented edge, its inhibition reaches units of like orientation, and its tuning curve peaks at what it prefers.',
    math: math(mi('θ'), mo('='), mfrac(mi('1'), mi('2')), mo('⁢'), mi('arg'), mo('⁢'), mo('∑'), msub(mi('r'), mi('φ')), mo('⁢'), msup(mi('e'), mrow(mi('2'), mi('i'), mi('φ')))),
    button: 'Measure, and choose the middle unit',
    async act(here) {
      await here.measure();
      const at = Math.floor(here.page.about.v1 / 2);
      await here.choose({ row: at, column: at });
    },
  },
  {
    title: 'GCAL: stable at any contrast',
    text: 'GCAL divides each LGN cell by its neighbours, so that faint pictures count as strong ones, and moves each unit’s threshold until its mean activity is μ. No schedule is needed, and the map is steady from early on.',
    math: math(mi('θ'), mo('←'), mi('θ'), mo('+'), mi('λ'), paren('('), mi('η̄'), mo('−'), mi('μ'), paren(')')),
    button: 'Learn with GCAL',
    async act(here) {
      await fresh(here, 'gcal');
      here.learn();
    },
  },
  {
    title: 'The same bits',
    text: 'In fixed point every sum is exact, so a Pico, a computer and this page have the same hash. Compare what the formats make of one picture.',
    math: math(mi('|'), msub(mi('η'), mi('16')), mo('−'), msub(mi('η'), mi('f64')), mi('|')),
    button: 'Compare the formats',
    act: (here) => byId('compare').click(),
  },
];

/** Fills the list of steps. */
export function guide(list, here) {
  for (const { title, text, math: equation, button, act, second } of STEPS) {
    const item = document.createElement('li');
    item.innerHTML = `<h3>${title}</h3><p>${text}</p>${equation}`;
    const press = (name, work) => {
      const element = document.createElement('button');
      element.type = 'button';
      element.textContent = name;
      element.addEventListener('click', here.attempt(() => work(here)));
      item.append(element, ' ');
    };
    press(button, act);
    if (second) press(...second);
    list.append(item);
  }
}
