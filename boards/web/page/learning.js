// Learning, and the map that grows.
import { development } from './charts.js';
import { mark } from './sheets.js';

const byId = (id) => document.getElementById(id);

/** Learns and measures. `here` is what the page's parts share. */
export function learning(here) {
  const { core, page, fine, attempt } = here;

  function learn() {
    page.learning = true;
    fine();
    byId('learn').textContent = 'Pause';
    byId('learn').setAttribute('aria-pressed', 'true');
    byId('hash').textContent = 'a training picture';
    here.stepTo(page.about.steps);
    const { presentations } = page.about;
    const last = page.maps.at(-1)?.presentations ?? 0;
    const every = Math.max(100, Math.round(presentations / 10));
    core.learn({ views: here.benchViews(), measureAt: Math.max(presentations + 1, last + every) });
  }
  async function pause() {
    if (!page.learning) return;
    page.learning = false;
    byId('learn').textContent = 'Learn';
    byId('learn').setAttribute('aria-pressed', 'false');
    await core.pause();
    here.count((await core.ask({ do: 'learn', count: 0 })).text);
  }
  byId('learn').addEventListener('click', attempt(async () => {
    if (!page.learning) return learn();
    await pause();
    await here.showUnit();
  }));
  byId('once').addEventListener('click', attempt(async () => {
    await pause();
    const [{ text }, drawn] = await core.all([{ do: 'learn', count: 1 }, { do: 'draw', views: here.benchViews() }]);
    here.count(text);
    here.paint(drawn, here.benchViews());
    byId('hash').textContent = 'a training picture';
    await here.showUnit();
  }));

  /** Learns until there have been that many presentations, as fast as it goes, and measures. */
  async function learnTo(presentations) {
    await pause();
    while (page.about.presentations < presentations) {
      const most = Math.min(25, presentations - page.about.presentations);
      here.count((await core.ask({ do: 'learn', count: most })).text);
    }
    await measure();
  }

  async function measure() {
    await pause();
    let text;
    do {
      ({ text } = await core.ask({ do: 'measure', gratings: 8 }));
      byId('map-about').textContent = `Measuring: ${Math.round(100 * text.part)} %`;
    } while (text.part < 1);
    measured(text.map);
    await here.show(); // what the visitor shows, with what was learned
    await drawMap();
  }
  byId('measure').addEventListener('click', attempt(measure));
  byId('pinwheels').addEventListener('change', attempt(drawMap));

  async function drawMap() {
    if (!page.maps.length) return;
    const views = mapViews();
    const drawn = await core.ask({ do: 'draw', views });
    paintMap(drawn, views);
    await here.showUnit();
  }
  function mapViews() {
    const scale = Math.max(4, Math.min(16, Math.round(480 / page.about.v1)));
    return [{ view: 'map', scale, pinwheels: byId('pinwheels').checked }, { view: 'selectivity' }];
  }
  function paintMap(drawn, views) {
    here.paint(drawn, views);
    mark(byId('map'), page.unit, page.about.v1);
  }

  async function redrawMap() {
    if (!page.maps.length) return;
    const views = mapViews();
    paintMap(await core.ask({ do: 'draw', views }), views);
  }

  function measured(map) {
    page.maps.push(map);
    if (page.maps.length > 400) page.maps = page.maps.filter((_, i) => i % 2 === 0 || i > 300);
    byId('mean').textContent = map.selectivity.toFixed(3);
    byId('count').textContent = map.pinwheels;
    byId('rho').textContent = map.rho === null ? '–' : map.rho.toFixed(2);
    const ring = map.period === null ? 'The map has no period yet, so ρ has no meaning' : `Its period is ${map.period.toFixed(1)} units`;
    const note = map.clarity && map.period !== null ? `; ${map.clarity}` : '';
    byId('map-about').textContent = `After ${map.presentations} presentations: ${map.pinwheels} pinwheels, ${map.positive} of them turn clockwise. ${ring}${note}.`;
    development(byId('chart'), page.maps);
  }

  /** A frame of a training that runs. */
  function learned({ text, buffer, views, presentations, trace, map, rate }) {
    core.drawn();
    if (!page.learning) return core.give([buffer]);
    here.count({ presentations, trace });
    byId('rate').textContent = rate.toFixed(rate < 10 ? 1 : 0);
    if (map) measured(map);
    here.paint({ text, buffer }, views);
    if (map) {
      mark(byId('map'), page.unit, page.about.v1);
      attempt(here.showUnit)();
    }
  }

  development(byId('chart'), []);

  Object.assign(here, { learn, pause, learnTo, measure, drawMap, redrawMap, learned });
}
