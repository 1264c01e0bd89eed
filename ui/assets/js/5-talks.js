// The conversations: the open one is named in the address, so that a reload shows it again.
{
  let going = 0;

  citeback.talk = () => location.hash.replace(/^#/, '').replace(/[^0-9a-f]/g, '');

  citeback.showTalks = (pane) => {
    const open = pane.querySelector('[aria-current]')?.dataset.talk ?? '';
    if (open !== citeback.talk() && (open || !pane.querySelector('.excerpt'))) {
      history.replaceState(null, '', open ? `#${open}` : location.pathname + location.search);
    }
  };

  citeback.showNotice = (pane) => {
    clearTimeout(going);
    pane.classList.toggle('shown', Boolean(pane.querySelector('.toast')));
    going = setTimeout(() => pane.classList.remove('shown'), 7000);
  };

  // What was exported comes as bytes in the page and is saved by the browser: no copy of it stays on the server.
  citeback.save = (pane) => {
    const { name, type, bytes } = pane.querySelector('.download')?.dataset ?? {};
    if (!bytes) return;
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([Uint8Array.from(atob(bytes), (one) => one.charCodeAt(0))], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };

  document.addEventListener('click', (click) => {
    for (const menu of document.querySelectorAll('.menu[open]')) {
      if (!menu.contains(click.target) || click.target.closest('.choices')) menu.open = false;
    }
  });
  document.addEventListener('keydown', (key) => {
    const menu = key.key === 'Escape' && document.querySelector('.menu[open]');
    if (menu) { menu.open = false; menu.querySelector('summary').focus(); }
  });

  const say = (pane, name, detail) => pane.dispatchEvent(new CustomEvent(`citeback-${name}`, { detail, bubbles: true }));

  const rename = (button) => {
    const item = button.closest('li');
    const title = item.querySelector('.open');
    const field = document.createElement('input');
    field.className = 'search';
    field.value = title.textContent;
    field.setAttribute('aria-label', 'Title of the conversation');
    let done = false;
    const close = (keep) => {
      if (done) return;
      done = true;
      const text = field.value;
      field.replaceWith(title);
      if (keep && text !== title.textContent) say(item.closest('ul'), 'rename', { talk: button.dataset.rename, title: text });
      else button.focus();
    };
    field.addEventListener('keydown', (key) => {
      if (key.key === 'Enter') close(true);
      if (key.key === 'Escape') close(false);
    });
    field.addEventListener('blur', () => close(true));
    title.replaceWith(field);
    field.focus();
    field.select();
  };

  // Deleting asks once more, on the button itself.
  const remove = (button) => {
    if (button.classList.contains('sure')) {
      say(button.closest('ul'), 'delete', { talk: button.dataset.delete });
      return;
    }
    button.classList.add('sure');
    button.textContent = 'Delete?';
    const calm = () => { button.classList.remove('sure'); button.textContent = ''; };
    button.addEventListener('blur', calm, { once: true });
    setTimeout(calm, 4000);
  };

  document.addEventListener('click', (click) => {
    const button = click.target.closest('#talks button');
    if (!button) return;
    if (button.dataset.rename) rename(button);
    if (button.dataset.delete) remove(button);
    if (button.dataset.talk) citeback.turnTo('chat');
  });
}
