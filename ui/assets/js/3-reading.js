// From an answer to its sources and back: what is opened is scrolled to, the citations are stepped through.
{
  const root = document.documentElement;
  root.dataset.view = 'page';
  let opened = null; // the link that the viewer shows
  let exchange = null; // the place of its answer

  citeback.opening = (target) => {
    for (const other of document.querySelectorAll('.opened')) other.classList.remove('opened');
    if (target.dataset.reach) return;
    opened = target.dataset.link ?? null;
    const answer = target.closest('.exchange');
    if (answer) exchange = answer.dataset.index;
    else opened = null;
    mark();
  };

  citeback.exchange = () => exchange;

  const links = () => {
    const answer = exchange === null ? null : document.querySelector(`.exchange[data-index="${exchange}"]`);
    const chips = [...(answer?.querySelectorAll('.mark[data-link], .cited .open[data-link]') ?? [])];
    return [...new Map(chips.reverse().map((chip) => [chip.dataset.link, chip])).values()].reverse();
  };

  const mark = () => {
    if (!opened) return;
    for (const chip of document.querySelectorAll(`.exchange[data-index="${exchange}"] [data-link]`)) {
      chip.classList.toggle('opened', chip.dataset.link === opened);
    }
  };

  const tell = (viewer) => {
    const steps = viewer.querySelector('.steps');
    if (!steps) return;
    const all = links();
    const at = all.findIndex((chip) => chip.dataset.link === opened);
    steps.hidden = at < 0 || all.length < 2;
    steps.querySelector('.nth').textContent = `${at + 1} of ${all.length}`;
    for (const step of steps.querySelectorAll('[data-step]')) step.disabled = !all[at + Number(step.dataset.step)];
  };

  const press = (viewer) => {
    for (const view of viewer.querySelectorAll('[data-view]')) view.setAttribute('aria-pressed', String(view.dataset.view === root.dataset.view));
  };

  const scroll = (viewer) => {
    const frame = document.getElementById('source');
    const isDrawn = root.dataset.view === 'page' && viewer.querySelector('.drawn');
    const seen = isDrawn ? null : viewer.querySelector('mark') ?? viewer.querySelector('.cited');
    if (isDrawn) viewer.querySelector('.page mark')?.scrollIntoView({ block: 'nearest' });
    const box = isDrawn ? viewer.querySelector('.frame') : seen;
    const top = box ? box.getBoundingClientRect().top - frame.getBoundingClientRect().top : -frame.scrollTop;
    const isSeen = isDrawn && box && top > 0 && top + box.offsetHeight < frame.clientHeight;
    if (isDrawn && frame.scrollTop !== 0 && !isSeen) frame.scrollTop = 0;
    if (!isSeen) frame.scrollTop += (box ? box.getBoundingClientRect().top - frame.getBoundingClientRect().top : 0) - (isDrawn ? frame.clientHeight * 0.55 : frame.clientHeight / 3);
  };

  citeback.showSource = (viewer) => {
    const title = viewer.querySelector('h2');
    if (!title && !viewer.querySelector('.problem')) return;
    citeback.turnTo('source');
    tell(viewer);
    press(viewer);
    mark();
    scroll(viewer);
    title?.focus({ preventScroll: true });
  };

  document.addEventListener('click', (click) => {
    const button = click.target.closest('#viewer button');
    if (!button) return;
    const { step, view } = button.dataset;
    const viewer = document.getElementById('viewer');
    if (step) {
      const all = links();
      all[all.findIndex((chip) => chip.dataset.link === opened) + Number(step)]?.click();
    }
    if (view) {
      root.dataset.view = view;
      press(viewer);
      scroll(viewer);
    }
  });

  // A new question is brought to the top once; after that the reader scrolls.
  let asked = '';
  citeback.showAnswer = (pane) => {
    const frame = document.getElementById('conversation');
    const question = pane.querySelector('.question');
    const busy = pane.querySelector('.answer')?.getAttribute('aria-busy') === 'true';
    pane.setAttribute('aria-busy', String(busy));
    root.toggleAttribute('data-answering', busy);
    if (!frame || !question) { asked = ''; return; }
    const key = `${pane.querySelector('.exchange').dataset.index} ${question.textContent}`;
    if (key === asked && busy) return;
    const isNew = key !== asked;
    asked = key;
    if (isNew) citeback.turnTo('chat');
    // A new question can stand at the top only where there is room below it.
    const earlier = document.querySelector('#earlier .exchange');
    pane.style.minHeight = earlier ? `${frame.clientHeight - 24}px` : '';
    const room = question.getBoundingClientRect().top - frame.getBoundingClientRect().top - 14;
    if (isNew || room > frame.clientHeight / 2) frame.scrollTop += room;
  };
}
