// Everything here makes a working page better: upload with progress, rows by keyboard. Pages do without it.

const form = document.querySelector('[data-upload]');
if (form) {
  const input = form.querySelector('input[type=file]');
  const drop = form.querySelector('.drop');
  const button = form.querySelector('button');
  const answers = document.querySelector('[data-answers]');
  const bar = answers.querySelector('progress');
  const list = answers.querySelector('ul');

  const show = (answer) => {
    const item = document.createElement('li');
    item.className = `answer ${answer.outcome}`;
    const file = document.createElement('span');
    file.className = 'file';
    file.textContent = answer.file;
    const message = document.createElement(answer.id ? 'a' : 'span');
    message.textContent = answer.message;
    if (answer.id) message.href = `/documents/${answer.id}`;
    item.append(file, message);
    list.append(item);
  };

  const send = async (file) => {
    const body = new FormData();
    body.append('files', file, file.name);
    const refused = (message) => [{ file: file.name, outcome: 'refused', id: null, message }];
    try {
      const response = await fetch(form.action, { method: 'POST', headers: { accept: 'application/json' }, body });
      if (response.redirected) return location.reload();
      if (response.ok) return await response.json();
      const page = new DOMParser().parseFromString(await response.text(), 'text/html');
      return refused(page.querySelector('main p:not(.brand)')?.textContent ?? '上传失败，请重试');
    } catch {
      return refused('网络中断，这份文件没有上传，请重试');
    }
  };

  const upload = async (files) => {
    answers.hidden = false;
    list.replaceChildren();
    bar.max = files.length;
    bar.value = 0;
    button.disabled = true;
    for (const file of files) {
      for (const answer of (await send(file)) ?? []) show(answer);
      bar.value += 1;
    }
    button.disabled = false;
    form.reset();
  };

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (input.files.length) upload([...input.files]);
  });
  for (const kind of ['dragover', 'dragleave', 'drop']) {
    drop.addEventListener(kind, (event) => {
      event.preventDefault();
      drop.classList.toggle('over', kind === 'dragover');
      if (kind === 'drop' && event.dataTransfer.files.length) upload([...event.dataTransfer.files]);
    });
  }
}

const rows = [...document.querySelectorAll('[data-rows] tbody tr')];
if (rows.length) {
  let at = -1;
  const go = (step) => {
    rows[at]?.classList.remove('at');
    at = Math.max(0, Math.min(rows.length - 1, at + step));
    rows[at].classList.add('at');
    rows[at].scrollIntoView({ block: 'nearest' });
  };
  document.addEventListener('keydown', (event) => {
    if (event.target.closest('input, select, textarea') || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'j') go(1);
    if (event.key === 'k') go(-1);
    if (event.key === 'Enter' && at >= 0 && event.target === document.body) rows[at].querySelector('.row-link')?.click();
  });
}

// A link to a folded finding opens it.
const unfold = () => document.getElementById(decodeURIComponent(location.hash.slice(1)))?.closest('details')?.setAttribute('open', '');
addEventListener('hashchange', unfold);
unfold();
