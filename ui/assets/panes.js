// Clicks in a pane become events for the server; what comes back is scrolled to what the person asked for.
const pane = element.closest('#earlier, #growing, #documents, #viewer')?.id ?? '';

element.addEventListener('click', (click) => {
  const target = click.target.closest('[data-link], [data-document], [data-ask], [data-remove], [data-back]');
  if (!target) return;
  const { link, document: documentId, ask, remove, back, reach } = target.dataset;
  if (back) (document.querySelector('.opened') ?? document.getElementById('growing')).scrollIntoView({ block: 'center' });
  else if (ask) trigger('ask', { question: ask });
  else if (remove) trigger('remove', { document: remove });
  else {
    for (const open of document.querySelectorAll('.opened')) open.classList.remove('opened');
    if (!reach) target.classList.add('opened');
    trigger('open', link ? { link, reach } : { document: documentId, reach });
  }
});

const calm = matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth';

function showSource() {
  const title = element.querySelector('h2');
  if (!title && !element.querySelector('.problem')) return;
  const frame = document.getElementById('source');
  const cited = element.querySelector('.cited') ?? element.querySelector('header');
  if (frame.scrollHeight > frame.clientHeight + 1 && getComputedStyle(frame).overflowY !== 'visible') {
    const mark = element.querySelector('mark') ?? cited;
    const top = mark ? mark.getBoundingClientRect().top - frame.getBoundingClientRect().top : 0;
    frame.scrollTop += top - frame.clientHeight / 3;
  } else {
    (cited ?? frame).scrollIntoView({ block: 'center', behavior: calm });
  }
  title?.focus({ preventScroll: true });
}

function showAnswer() {
  const frame = document.getElementById('conversation');
  const exchange = element.querySelector('.exchange');
  if (!frame || !exchange) return;
  if (getComputedStyle(frame).overflowY === 'visible') exchange.scrollIntoView({ block: 'nearest', behavior: calm });
  else frame.scrollTop += exchange.getBoundingClientRect().top - frame.getBoundingClientRect().top - 12;
}

document.querySelector('#box .submit-button')?.setAttribute('aria-label', 'Send');
if (pane === 'viewer') watch('value', showSource);
if (pane === 'growing') watch('value', showAnswer);
