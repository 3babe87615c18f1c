// The bench: from the retina to V1, at any settling step.
import { put } from './sheets.js';

const byId = (id) => document.getElementById(id);
const BENCH = ['retina', 'on', 'off', 'afferent', 'excitatory', 'inhibitory', 'v1'];
const LATERAL = ['excitatory', 'inhibitory']; // from step 1 on

/** The stages of what is shown. `here` is what the page's parts share. */
export function bench(here) {
  const { core, page, retina, failed, fine } = here;

  let drawing = false;
  let again = null; // what came up meanwhile: 'settle' or 'draw'

  function benchViews() {
    const step = page.step ?? page.about.steps;
    const views = BENCH.map((view) => ({ view, step }));
    return step > 0 && page.about.steps > 0 ? views : views.filter(({ view }) => !LATERAL.includes(view));
  }

  /** Shows what the visitor shows, or after it the stages at another step. One at a time. */
  async function show(settle = true) {
    if (!page.about) return;
    if (page.learning && settle) await here.pause();
    if (drawing) {
      again = settle || again === 'settle' ? 'settle' : 'draw';
      return;
    }
    drawing = true;
    try {
      fine();
      do {
        if (again) settle = again === 'settle';
        again = null;
        const { picture, bytes } = retina.picture();
        const requests = [{ do: 'draw', views: benchViews() }];
        if (settle) requests.unshift({ do: 'show', picture });
        const answers = await core.all(requests, settle ? bytes : undefined);
        if (settle) {
          const { hash } = answers[0].text;
          page.seen = picture;
          byId('hash').textContent = `V1 ${hash}`;
          await here.showUnit();
          here.address();
        }
        paint(answers.at(-1), benchViews());
      } while (again);
    } catch (error) {
      failed(error);
    } finally {
      drawing = false;
    }
  }

  function paint({ text, buffer }, views) {
    text.pictures.forEach((picture, i) => {
      const id = views[i].view;
      put(byId(id), picture, buffer);
      if (picture.peak === undefined) return;
      const { peak, row, column, active, units } = picture;
      const words = `peak ${peak.toFixed(2)} in row ${row}, column ${column}; ${active} of ${units} active`;
      const label = byId(id).getAttribute('aria-label').split(':')[0];
      byId(id).setAttribute('aria-label', `${label}: ${words}`);
      if (id === 'v1') byId('v1-about').textContent = `peak ${peak.toFixed(2)}, ${active} units active`;
    });
    core.give([buffer]);
  }

  function stepTo(step) {
    const { steps } = page.about;
    page.step = step >= steps ? null : step;
    byId('step').max = steps;
    byId('step').value = page.step ?? steps;
    byId('step-out').value = page.step ?? steps;
  }
  byId('step').addEventListener('input', ({ target }) => {
    stepTo(Number(target.value));
    show(false);
  });

  let playing = 0;
  async function play() {
    const own = (playing += 1);
    if (page.learning) await here.pause();
    for (let step = 0; step <= page.about.steps && own === playing; step += 1) {
      stepTo(step);
      await show(false);
      await new Promise((resolve) => setTimeout(resolve, 260));
    }
  }
  byId('play').addEventListener('click', play);

  Object.assign(here, { show, paint, stepTo, play, benchViews });
}
