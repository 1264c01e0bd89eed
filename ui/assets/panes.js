// What a person does in a pane becomes an event for the server; what comes back is shown where they look.
const pane = element.closest('#earlier, #growing, #documents, #viewer, #report, #finder, #scoped, #seeker, #talks, #notice, #exporter, #download')?.id ?? '';

const acts = {
  link: (data) => trigger('open', { link: data.link, reach: data.reach }),
  document: (data) => trigger('open', { document: data.document, reach: data.reach }),
  ask: (data) => trigger('ask', { question: data.ask }),
  remove: (data) => trigger('remove', { document: data.remove }),
  undo: (data) => trigger('restore', { document: data.undo }),
  judge: (data) => trigger('judge', { verdict: data.judge, index: data.index }),
  right: (data) => trigger('judge', { verdict: 'paragraph', link: data.right, index: citeback.exchange() ?? '' }),
  unjudge: () => trigger('unjudge', {}),
  export: (data) => trigger('export', { kind: data.export }),
  talk: (data) => trigger('reopen', { talk: data.talk }),
  untick: () => trigger('tick', { document: '' }),
};

element.addEventListener('click', (click) => {
  const target = click.target.closest('button');
  const act = target && Object.keys(acts).find((name) => name in target.dataset);
  if (!act) return;
  if (act === 'link' || act === 'document') citeback.opening(target);
  acts[act](target.dataset);
});

element.addEventListener('change', (change) => {
  const { tick } = change.target.dataset;
  if (tick) trigger('tick', { document: tick, on: change.target.checked });
});

// The head's script turns a question into a text box; what is asked there comes back as an event.
element.addEventListener('citeback-again', (again) => trigger('again', again.detail));
element.addEventListener('citeback-rename', (rename) => trigger('rename', rename.detail));
element.addEventListener('citeback-delete', (gone) => trigger('delete', gone.detail));

if (pane === 'finder' || pane === 'seeker') {
  let soon = 0;
  element.addEventListener('input', (input) => {
    clearTimeout(soon);
    soon = setTimeout(() => trigger(pane === 'finder' ? 'find' : 'seek', { wanted: input.target.value }), 120);
  });
}
if (pane === 'talks') {
  watch('value', () => citeback.showTalks(element));
  trigger('reopen', { talk: citeback.talk() }); // whoever comes sees the conversation of the address, or the welcome
}
if (pane === 'earlier') {
  // Questions of the library's own are made in the background: look again, ever less often.
  let looks = 0;
  let soon = 0;
  const look = () => {
    clearTimeout(soon);
    if (!element.querySelector('[data-later]') || looks > 11) return;
    soon = setTimeout(() => { trigger('later', {}); look(); }, 1000 * 1.4 ** looks++);
  };
  watch('value', look);
}
if (pane === 'download') watch('value', () => citeback.save(element));
if (pane === 'notice') watch('value', () => citeback.showNotice(element));
if (pane === 'documents') {
  watch('value', () => {
    for (const box of element.querySelectorAll('.tick')) box.checked = box.hasAttribute('checked');
  });
}
if (pane === 'viewer') watch('value', () => citeback.showSource(element));
if (pane === 'growing') {
  element.setAttribute('aria-live', 'polite');
  watch('value', () => citeback.showAnswer(element));
}
