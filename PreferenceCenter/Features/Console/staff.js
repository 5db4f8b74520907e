// Asks the browser for a passkey and posts its answer with the form. Without this script the page works by password and code.
const json = globalThis.PublicKeyCredential?.parseCreationOptionsFromJSON;
for (const form of json ? document.querySelectorAll('form[data-passkey]') : []) {
  form.hidden = false;
  form.addEventListener('submit', async event => {
    if (form.elements.credential.value) return;
    event.preventDefault();
    const options = JSON.parse(form.dataset.options), creates = form.dataset.passkey === 'create';
    try {
      const credential = creates
        ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
        : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
      form.elements.credential.value = JSON.stringify(credential);
      form.submit();
    } catch {
      form.querySelector('[data-failed]').hidden = false;
    }
  });
}

// Copies recovery codes, saves them as a file, prints them: all in the browser, nothing is sent or stored. Without this script they are text to select.
const tools = document.querySelector('[data-codes]');
if (tools) {
  const list = document.querySelector('.codes');
  const acts = {
    copy: async () => {
      try {
        await navigator.clipboard.writeText([...list.children].map(code => code.textContent).join('\n'));
        tools.querySelector('[role=status]').textContent = tools.dataset.copied;
      } catch {
        getSelection().selectAllChildren(list);
      }
    },
    download: () => {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob([tools.dataset.text], { type: 'text/plain;charset=utf-8' }));
      link.download = `recovery-codes-${location.hostname}.txt`;
      link.click();
    },
    print: () => window.print(),
  };
  for (const button of tools.querySelectorAll('button')) button.addEventListener('click', acts[button.dataset.act]);
  tools.hidden = false;
}
