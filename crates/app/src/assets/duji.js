// Everything here makes a working page better: upload with progress, rows and findings by keyboard, matters as they go on.
// Pages do without it.

// A letter is a command only where nobody is writing.
const isTyping = (event) => event.target.closest('input, select, textarea') || event.ctrlKey || event.metaKey || event.altKey;

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
    if (isTyping(event)) return;
    if (event.key === 'j') go(1);
    if (event.key === 'k') go(-1);
    if (event.key === 'x' && at >= 0) rows[at].querySelector('.tick input')?.click();
    if (event.key === 'Enter' && at >= 0 && event.target === document.body) rows[at].querySelector('.row-link')?.click();
  });
}

// A day being typed is counted in working days.
document.addEventListener('input', async ({ target }) => {
  if (!target.matches('[data-day]')) return;
  const response = target.value ? await fetch(`/matters/days?to=${encodeURIComponent(target.value)}`) : null;
  target.closest('.field').querySelector('[data-counted]').textContent = response?.ok && !response.redirected ? await response.text() : '';
});

// A link to something folded opens it. A finding that is gone to is read out with its place in the walk.
const linked = () => document.getElementById(decodeURIComponent(location.hash.slice(1)));
const arrive = () => {
  linked()?.closest('details')?.setAttribute('open', '');
  const finding = linked()?.closest('[data-finding]');
  if (!finding) return;
  const head = finding.querySelector(':scope > summary') ?? finding;
  if (head === finding) {
    head.tabIndex = -1;
    head.querySelector('details')?.setAttribute('open', '');
  }
  head.focus({ preventScroll: true });
  finding.scrollIntoView({ block: 'center' });
  const position = finding.querySelector('.walk span')?.textContent ?? '';
  const message = finding.querySelector('.message, strong')?.textContent ?? '';
  document.querySelector('[data-status]').textContent = `${position}：${message}`;
};
addEventListener('hashchange', arrive);
arrive();

const findings = [...document.querySelectorAll('[data-finding]')];
if (findings.length) {
  const walk = (way) => {
    const at = document.activeElement.closest('[data-finding]') ?? linked()?.closest('[data-finding]');
    if (at) at.querySelector(`.walk a[rel=${way}]`)?.click();
    else location.hash = findings.at(way === 'next' ? 0 : -1).id;
  };
  document.addEventListener('click', (event) => {
    const hash = event.target.closest('.walk a')?.hash;
    if (!hash || !document.getElementById(hash.slice(1)) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    location.hash = hash;
  });
  document.addEventListener('keydown', (event) => {
    if (isTyping(event)) return;
    if (event.key === 'n' || (event.key === 'j' && !rows.length)) walk('next');
    if (event.key === 'p' || (event.key === 'k' && !rows.length)) walk('prev');
  });
}

// An open matter hears that it went on, and its parts are fetched anew. Where somebody is at work, nothing is replaced.
const live = document.querySelector('[data-live]');
if (live) {
  let shown = Number(live.dataset.position);
  const isChanged = (field) => field.type === 'checkbox' ? field.checked !== field.defaultChecked : 'defaultValue' in field && field.value !== field.defaultValue;
  const isInUse = (part) => part.contains(document.activeElement) || [...part.querySelectorAll('input, textarea')].some(isChanged);
  const replace = (part, fresh) => {
    if (!isInUse(part)) return fresh ? part.replaceWith(fresh) : part.remove();
    if (part.querySelector(':scope > .note')) return;
    const note = document.createElement('p');
    note.className = 'note';
    note.textContent = '这件事项刚有新的进展，请先看办理记录；您填写的内容没有改动。';
    part.prepend(note);
  };
  const refresh = async (position) => {
    if (position <= shown) return;
    shown = position;
    const response = await fetch(live.dataset.page, { headers: { accept: 'text/html' } });
    if (!response.ok || response.redirected) return;
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    for (const part of document.querySelectorAll('[data-part]')) replace(part, page.querySelector(`[data-part="${part.dataset.part}"]`));
    document.querySelector('[data-status]').textContent = '这件事项有新的进展，页面已更新';
  };
  const poll = async () => {
    const response = document.hidden ? null : await fetch(live.dataset.live, { headers: { accept: 'application/json' } }).catch(() => null);
    if (response?.ok) refresh((await response.json()).position);
  };
  // A browser has six lines to a site, so only the page in sight holds one.
  let source = null;
  const listen = () => {
    if (document.hidden) return source?.close();
    source = new EventSource(`${live.dataset.live}?after=${shown}`);
    source.addEventListener('message', (event) => refresh(Number(event.lastEventId)));
  };
  if ('EventSource' in window) {
    listen();
    document.addEventListener('visibilitychange', listen);
  }
  setInterval(() => { if (source?.readyState !== 1) poll(); }, 15000);
}

// One tick for the whole page.
const all = document.querySelector('[data-all]');
if (all) {
  all.hidden = false;
  all.addEventListener('change', () => {
    for (const tick of document.querySelectorAll('td.tick input')) tick.checked = all.checked;
  });
}
