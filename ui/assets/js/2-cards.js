// What a chip cites, beside it, while it is pointed at or has the keyboard: only ever text.
{
  const card = document.createElement('div');
  card.id = 'card';
  card.setAttribute('role', 'tooltip');
  card.hidden = true;
  const parts = Object.fromEntries(['quote', 'title', 'place', 'note'].map((name) => {
    const part = document.createElement(name === 'quote' ? 'q' : 'span');
    part.className = name;
    part.dir = 'auto';
    card.append(part);
    return [name, part];
  }));
  let shown = null;
  let soon = 0;

  const hide = () => {
    clearTimeout(soon);
    shown?.removeAttribute('aria-describedby');
    shown = null;
    card.hidden = true;
  };

  const show = (mark) => {
    if (!mark.isConnected) return;
    hide();
    const { quote, title, place, date, note } = mark.dataset;
    parts.quote.textContent = quote;
    parts.title.textContent = title;
    parts.place.textContent = [place, date].filter(Boolean).join(' · ');
    parts.note.textContent = note ?? '';
    if (!card.isConnected) document.body.append(card);
    card.hidden = false;
    mark.setAttribute('aria-describedby', 'card');
    shown = mark;
    const at = mark.getBoundingClientRect();
    const left = Math.max(8, Math.min(at.left - 24, innerWidth - card.offsetWidth - 8));
    const below = at.bottom + card.offsetHeight + 14 < innerHeight;
    card.style.left = `${left}px`;
    card.style.top = `${below ? at.bottom + 6 : Math.max(8, at.top - card.offsetHeight - 6)}px`;
  };

  const chip = (event) => event.target.closest?.('.mark[data-quote]');
  document.addEventListener('mouseover', (event) => {
    const mark = chip(event);
    clearTimeout(soon);
    if (mark) soon = setTimeout(() => show(mark), shown ? 0 : 90);
    else if (shown && !event.target.closest?.('#card')) soon = setTimeout(hide, 160);
  });
  document.addEventListener('focusin', (event) => {
    const mark = chip(event);
    if (mark?.matches(':focus-visible')) show(mark);
    else if (shown && shown !== mark) hide();
  });
  document.addEventListener('focusout', (event) => { if (chip(event) === shown) hide(); });
  document.addEventListener('keydown', (event) => { if (event.key === 'Escape') hide(); });
  document.addEventListener('click', hide);
  document.addEventListener('scroll', hide, true);
}
