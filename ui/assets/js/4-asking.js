// A question is edited where it stands; an answer is copied as text.
{
  const close = (box) => { box.replaceWith(box.question); };

  const edit = (button) => {
    const asked = button.closest('.asked');
    const question = asked.querySelector('.question');
    const box = document.createElement('form');
    box.className = 'editing';
    box.question = question;
    const field = document.createElement('textarea');
    field.value = question.textContent;
    field.rows = Math.min(8, Math.max(2, Math.ceil(field.value.length / 60)));
    field.setAttribute('aria-label', 'Edit the question');
    const send = document.createElement('button');
    send.type = 'submit';
    send.textContent = 'Ask again';
    const cancel = document.createElement('button');
    cancel.type = 'button';
    cancel.textContent = 'Cancel';
    cancel.addEventListener('click', () => { close(box); button.focus(); });
    box.append(field, cancel, send);
    box.addEventListener('submit', (submit) => {
      submit.preventDefault();
      const detail = { question: field.value, index: button.dataset.edit };
      const pane = asked.closest('.exchange').parentElement;
      close(box);
      if (detail.question.trim()) pane.dispatchEvent(new CustomEvent('citeback-again', { detail, bubbles: true }));
    });
    field.addEventListener('keydown', (key) => {
      if (key.key === 'Escape') { close(box); button.focus(); }
      if (key.key === 'Enter' && !key.shiftKey && !key.isComposing) { key.preventDefault(); box.requestSubmit(); }
    });
    question.replaceWith(box);
    field.focus();
  };

  const plain = (sentence) => {
    const text = sentence.querySelector('bdi').cloneNode(true);
    for (const marks of text.querySelectorAll('.marks')) marks.remove();
    return text.textContent + [...sentence.querySelectorAll('.mark')].map((chip) => ` [${chip.textContent}]`).join('');
  };
  const words = (answer) => [...answer.querySelectorAll('.short, .sentence, .refusal, .coverage')]
    .map((part) => (part.matches('.sentence') ? plain(part) : `${part.textContent}\n`))
    .join(' ');
  const source = (item) => {
    const number = item.querySelector('.number');
    const [title, place, quote] = ['.title', '.place', 'q'].map((name) => item.querySelector(name).textContent);
    return `${number ? `[${number.textContent}] ` : ''}${title} (${place}): “${quote}”`;
  };
  const sources = (answer) => [...answer.querySelectorAll('.cited .open')].map(source).join('\n');

  document.addEventListener('click', (click) => {
    const button = click.target.closest('.exchange button');
    if (!button) return;
    if ('edit' in button.dataset) edit(button);
    if ('copy' in button.dataset) {
      const answer = button.closest('.answer');
      navigator.clipboard?.writeText(`${words(answer)}\n\n${sources(answer)}`.trim()).then(() => {
        button.classList.add('done');
        setTimeout(() => button.classList.remove('done'), 1500);
      });
    }
  });
}
