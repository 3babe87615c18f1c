// What the visitor shows: a stimulus that is dragged and turned, a drawing, a picture, the camera.

const byId = (id) => document.getElementById(id);

/** Pixels in a row of a drawing or a photo: as a board takes them. */
function side(retina) {
  return Math.max(64, retina);
}

/** The tools on the retina. Calls `changed` when there is something else to be shown. */
export function tools(changed, failed) {
  const canvas = byId('retina');
  const paper = new OffscreenCanvas(64, 64);
  const pen = paper.getContext('2d', { willReadFrequently: true });
  const state = { kind: 'gaussian', row: 0.5, column: 0.5, retina: 24 };
  let camera = null;

  const number = (id) => Number(byId(id).value);
  const drawn = () => state.kind === 'draw' || state.kind === 'picture' || state.kind === 'camera';

  function clear() {
    const size = side(state.retina);
    if (paper.width !== size) paper.width = paper.height = size;
    pen.fillStyle = '#000';
    pen.fillRect(0, 0, size, size);
  }
  clear();

  /** The request for what is shown, and its pixels. */
  function picture() {
    const contrast = number('contrast');
    if (drawn()) {
      const { data } = pen.getImageData(0, 0, paper.width, paper.height);
      const grey = new Uint8Array(paper.width * paper.height);
      for (let i = 0; i < grey.length; i += 1) {
        grey[i] = Math.round(0.2126 * data[4 * i] + 0.7152 * data[4 * i + 1] + 0.0722 * data[4 * i + 2]);
      }
      return { picture: { kind: 'grey', contrast }, bytes: grey.buffer };
    }
    const orientation = number('orientation');
    if (state.kind === 'grating') {
      const phase = (number('phase') * Math.PI) / 180;
      return { picture: { kind: 'grating', frequency: number('frequency'), phase, orientation, contrast } };
    }
    const [row, column] = [state.row, state.column].map((part) => part * (state.retina - 1));
    const sizes = { width: number('width'), length: number('length') };
    return { picture: { kind: state.kind, row, column, ...sizes, orientation, contrast } };
  }

  function sliders() {
    const has = {
      orientation: !drawn(), width: ['gaussian', 'bar', 'draw'].includes(state.kind),
      length: ['gaussian', 'bar'].includes(state.kind), frequency: state.kind === 'grating',
      phase: state.kind === 'grating', contrast: true,
    };
    const units = { orientation: '°', phase: '°' };
    for (const [id, is] of Object.entries(has)) {
      const label = byId(id).closest('label');
      label.hidden = !is;
      label.querySelector('output').value = byId(id).value + (units[id] ?? '');
    }
    byId('retina-about').textContent = {
      draw: 'draw on it', bar: 'drag the bar', gaussian: 'drag the Gaussian', grating: 'drag to turn it',
      picture: 'a picture; another may be dropped', camera: 'the camera',
    }[state.kind];
  }

  function stopCamera() {
    camera?.getTracks().forEach((track) => track.stop());
    camera = null;
  }

  /** Draws something's middle square on the paper. */
  function square(source, width, height) {
    clear();
    const size = Math.min(width, height);
    pen.drawImage(source, (width - size) / 2, (height - size) / 2, size, size, 0, 0, paper.width, paper.width);
  }

  async function photo(file) {
    try {
      const image = await createImageBitmap(file);
      choose('picture');
      square(image, image.width, image.height);
      image.close();
      changed();
    } catch {
      failed(new Error(`${file.name}: this browser cannot read it as a picture. PNG, JPEG, WebP and GIF will do.`));
    }
  }

  async function look() {
    try {
      camera = await navigator.mediaDevices.getUserMedia({ video: { width: 320, height: 240 } });
    } catch {
      failed(new Error('The camera cannot be used: there is none, or it was not allowed. A page needs https or localhost for it.'));
      return choose('gaussian');
    }
    const video = document.createElement('video');
    video.srcObject = camera;
    video.muted = video.playsInline = true;
    await video.play();
    const see = () => {
      if (state.kind !== 'camera' || !camera) return;
      square(video, video.videoWidth, video.videoHeight);
      changed();
      setTimeout(see, 50);
    };
    see();
  }

  function choose(kind) {
    if (kind !== 'camera') stopCamera();
    if (kind === 'draw' && state.kind !== 'draw') clear();
    if (kind === 'bar' && state.kind !== 'bar') byId('length').value = Math.round(0.6 * state.retina);
    state.kind = kind;
    const radio = document.querySelector(`input[name=tool][value=${kind}]`);
    if (radio) radio.checked = true;
    sliders();
  }

  for (const radio of document.querySelectorAll('input[name=tool]')) {
    radio.addEventListener('change', () => {
      choose(radio.value);
      if (radio.value === 'camera') look();
      else if (radio.value === 'picture') byId('picture').click();
      changed();
    });
  }
  byId('picture').addEventListener('change', ({ target }) => target.files[0] && photo(target.files[0]));
  byId('clear').addEventListener('click', () => {
    if (!drawn()) choose('draw');
    clear();
    changed();
  });
  byId('stimulus').addEventListener('input', () => {
    sliders();
    changed();
  });

  let last = null;
  function place(event) {
    const box = canvas.getBoundingClientRect();
    return [(event.clientY - box.top) / box.height, (event.clientX - box.left) / box.width];
  }
  function stroke([fromRow, fromColumn], [row, column]) {
    const size = paper.width;
    pen.strokeStyle = '#fff';
    pen.lineCap = 'round';
    pen.lineWidth = Math.max(1.5, (2 * number('width') * size) / state.retina);
    pen.filter = `blur(${(0.35 * size) / state.retina}px)`;
    pen.beginPath();
    pen.moveTo(fromColumn * size, fromRow * size);
    pen.lineTo(column * size + 0.01, row * size);
    pen.stroke();
    pen.filter = 'none';
  }
  function drag(event) {
    const at = place(event);
    if (state.kind === 'draw') stroke(last ?? at, at);
    else if (state.kind === 'grating') {
      const angle = (Math.atan2(0.5 - at[0], at[1] - 0.5) * 180) / Math.PI;
      byId('orientation').value = Math.round((angle + 360) % 180);
      sliders();
    } else if (!drawn()) {
      [state.row, state.column] = at.map((part) => Math.min(1, Math.max(0, part)));
    }
    last = at;
    changed();
  }
  canvas.addEventListener('pointerdown', (event) => {
    canvas.setPointerCapture(event.pointerId);
    last = null;
    if (state.kind === 'picture' || state.kind === 'camera') choose('draw');
    drag(event);
  });
  canvas.addEventListener('pointermove', (event) => event.buttons && drag(event));
  canvas.addEventListener('pointerup', () => (last = null));
  canvas.addEventListener('wheel', (event) => {
    if (drawn()) return;
    event.preventDefault();
    turn(Math.sign(event.deltaY) * 5);
  }, { passive: false });

  function turn(degrees) {
    const slider = byId('orientation');
    slider.value = (Number(slider.value) + degrees + 180) % 180;
    sliders();
    changed();
  }
  canvas.addEventListener('keydown', (event) => {
    const step = 1 / (state.retina - 1);
    const moves = { ArrowUp: [-step, 0], ArrowDown: [step, 0], ArrowLeft: [0, -step], ArrowRight: [0, step] };
    if (moves[event.key]) {
      if (state.kind === 'grating') turn(moves[event.key][0] + moves[event.key][1] > 0 ? 5 : -5);
      else {
        const from = [state.row, state.column];
        state.row = Math.min(1, Math.max(0, state.row + moves[event.key][0]));
        state.column = Math.min(1, Math.max(0, state.column + moves[event.key][1]));
        if (state.kind === 'draw') stroke(from, [state.row, state.column]);
      }
    } else if (event.key === 'r' || event.key === 'R') turn(event.key === 'r' ? 5 : -5);
    else if (event.key === 'Delete' || event.key === 'Backspace') byId('clear').click();
    else return;
    event.preventDefault();
    changed();
  });

  for (const kind of ['dragover', 'drop']) {
    document.addEventListener(kind, (event) => {
      event.preventDefault();
      const [file] = event.dataTransfer.files;
      if (kind === 'drop' && file?.type.startsWith('image/')) photo(file);
    });
  }

  return {
    picture,
    state,
    /** For a retina of this side, from what an address says. */
    fit(retina) {
      if (retina === state.retina) return;
      state.retina = retina;
      if (drawn()) {
        const old = new OffscreenCanvas(paper.width, paper.height);
        old.getContext('2d').drawImage(paper, 0, 0);
        clear();
        pen.drawImage(old, 0, 0, paper.width, paper.height);
      } else clear();
    },
    show(picture) {
      choose(picture.kind);
      for (const id of ['width', 'length', 'orientation', 'contrast', 'frequency']) {
        if (picture[id] !== undefined) byId(id).value = picture[id];
      }
      if (picture.phase !== undefined) byId('phase').value = (picture.phase * 180) / Math.PI;
      if (picture.row !== undefined) {
        [state.row, state.column] = [picture.row, picture.column].map((at) => at / (state.retina - 1));
      }
      sliders();
      changed();
    },
    photo,
    sliders,
  };
}
