// From an answer to its sources and back: what is opened is scrolled to, the citations are stepped through.
{
  const root = document.documentElement;
  root.dataset.view = 'page';
  let opened = null; // the link that the viewer shows
  let exchange = null; // the place of its answer
  let growing = false; // whether more of the same document was asked for

  citeback.opening = (target) => {
    for (const other of document.querySelectorAll('.opened')) other.classList.remove('opened');
    growing = 'reach' in target.dataset;
    if (growing) return;
    opened = target.dataset.link ?? null;
    const answer = target.closest('.exchange');
    if (answer) exchange = answer.dataset.index;
    else opened = null;
    mark();
  };

  citeback.exchange = () => exchange;

  // Who says that an answer is wrong may show what is right: then every paragraph offers it.
  document.addEventListener('click', (click) => {
    const judged = click.target.closest('[data-judge], [data-right]');
    if (judged) root.toggleAttribute('data-picking', judged.dataset.judge === 'wrong');
  });

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

  // How far something stands below the top of the pane.
  const below = (thing, frame) => thing.getBoundingClientRect().top - frame.getBoundingClientRect().top;

  const scrollToFrame = (viewer, frame) => {
    const words = viewer.querySelector('.page');
    const box = viewer.querySelector('.frame');
    words.querySelector('mark')?.scrollIntoView({ block: 'nearest' });
    frame.scrollTop = 0;
    if (!box) return;
    const room = below(box, frame) - below(words, frame) - words.offsetHeight - 12;
    frame.scrollTop = Math.min(room, Math.max(0, below(box, frame) + box.offsetHeight + 24 - frame.clientHeight));
  };

  const scroll = (viewer) => {
    const frame = document.getElementById('source');
    frame.style.setProperty('--head', `${viewer.querySelector('.document')?.offsetHeight ?? 0}px`);
    if (root.dataset.view === 'page' && viewer.querySelector('.drawn')) {
      scrollToFrame(viewer, frame);
      return;
    }
    const seen = viewer.querySelector('mark') ?? viewer.querySelector('.cited');
    if (seen) frame.scrollTop += below(seen, frame) - frame.clientHeight / 3;
    else if (!growing) frame.scrollTop = 0;
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
