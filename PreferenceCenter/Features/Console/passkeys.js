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
