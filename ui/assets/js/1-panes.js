// Which pane a narrow window shows, whether the sources are folded, light or dark.
const citeback = {};
{
  const root = document.documentElement;
  const kept = (name) => { try { return localStorage.getItem(`citeback-${name}`); } catch { return null; } };
  const keep = (name, value) => { try { localStorage.setItem(`citeback-${name}`, value); } catch { /* a private window */ } };

  citeback.calm = () => (matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth');
  citeback.isNarrow = () => matchMedia('(max-width: 860px)').matches;

  citeback.turnTo = (pane) => {
    root.dataset.pane = pane;
    for (const tab of document.querySelectorAll('.tabs [data-pane]')) tab.setAttribute('aria-pressed', String(tab.dataset.pane === pane));
  };
  root.dataset.pane = 'chat';

  citeback.list = (side) => {
    root.dataset.side = side;
    for (const tab of document.querySelectorAll('.sides button')) tab.setAttribute('aria-pressed', String(tab.dataset.side === side));
  };
  root.dataset.side = 'shelf';

  if (kept('sources') === 'folded') root.dataset.sources = 'folded';

  const light = () => {
    const wanted = kept('light');
    if (wanted && document.body) document.body.classList.toggle('dark', wanted === 'dark');
  };
  // Gradio sets the class by the system's light when it starts: what a person chose comes after it.
  document.addEventListener('DOMContentLoaded', () => {
    light();
    new MutationObserver(light).observe(document.body, { attributeFilter: ['class'] });
  });

  document.addEventListener('click', (click) => {
    const button = click.target.closest('button');
    if (!button) return;
    const { side, pane, fold, light: wantsLight, back, leave } = button.dataset;
    if (pane && button.closest('.tabs')) citeback.turnTo(pane);
    if (side) citeback.list(side);
    if (back) {
      citeback.turnTo('chat');
      const opened = document.querySelector('.opened') ?? document.getElementById('growing');
      opened?.scrollIntoView({ block: 'center' });
      opened?.focus({ preventScroll: true });
    }
    if (fold) {
      const folded = root.dataset.sources !== 'folded';
      root.dataset.sources = folded ? 'folded' : 'open';
      keep('sources', root.dataset.sources);
    }
    if (leave) fetch('logout', { method: 'POST' }).finally(() => location.assign('login'));
    if (wantsLight) {
      keep('light', document.body.classList.contains('dark') ? 'light' : 'dark');
      light();
    }
  });

  // Files may be dropped anywhere.
  const input = () => document.querySelector('#drop input[type=file]');
  const hasFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes('Files');
  let depth = 0;
  const over = (by) => { depth = Math.max(0, depth + by); root.toggleAttribute('data-dropping', depth > 0); };
  document.addEventListener('dragenter', (event) => { if (hasFiles(event)) over(1); });
  document.addEventListener('dragleave', (event) => { if (hasFiles(event)) over(-1); });
  document.addEventListener('dragover', (event) => { if (hasFiles(event)) event.preventDefault(); });
  document.addEventListener('drop', (event) => {
    over(-depth);
    if (!hasFiles(event) || event.target.closest('#drop')) return;
    event.preventDefault();
    const field = input();
    if (!field) return;
    field.files = event.dataTransfer.files;
    field.dispatchEvent(new Event('change', { bubbles: true }));
  });
}
