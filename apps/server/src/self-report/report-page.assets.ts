/** Large enough to read and to touch on a telephone. */
export const reportStyle = `
:root { color-scheme: light; }
* { box-sizing: border-box; }
[hidden] { display: none; }
body { margin: 0; font: 1.125rem/1.6 system-ui, "PingFang SC", "Microsoft YaHei", sans-serif; color: #1a1a1a; background: #f5f5f2; }
main { max-width: 36rem; margin: 0 auto; padding: 1rem; background: #fff; min-height: 100vh; }
h1 { font-size: 1.5rem; line-height: 1.3; }
.language { text-align: right; margin: 0; }
.language a { display: inline-block; padding: .5rem; color: #0b5394; }
.field { margin: 1.25rem 0; }
label { display: block; font-weight: 600; margin-bottom: .25rem; }
input, select, textarea { width: 100%; min-height: 3rem; padding: .5rem .75rem; font: inherit; color: inherit; background: #fff; border: 1px solid #6b6b6b; border-radius: .375rem; }
[aria-invalid="true"] { border: 2px solid #b00020; }
:focus-visible { outline: 3px solid #0b5394; outline-offset: 2px; }
.error { color: #b00020; margin: .25rem 0 0; }
.small { font-size: 1rem; color: #4a4a4a; }
button { width: 100%; min-height: 3rem; font: inherit; font-weight: 600; color: #fff; background: #0b5394; border: 0; border-radius: .375rem; }
button:disabled { background: #6b6b6b; }
#reference { font-size: 1.5rem; letter-spacing: .1em; }
`;

/**
 * Sends the form. One filling-in has one Idempotency-Key, made of random bytes that browsers give to pages without TLS as well;
 * what was written is kept in the fields alone, and these are emptied once it was received or the page is left.
 */
export const reportScript = `'use strict';
(function () {
  var form = document.getElementById('report');
  var send = document.getElementById('send');
  var failure = document.getElementById('failure');
  var received = document.getElementById('received');
  var names = ['name', 'idNumber', 'phone', 'change', 'words'];
  var sending = false;
  var key = '';

  function newKey() {
    var bytes = crypto.getRandomValues(new Uint8Array(16));
    key = Array.from(bytes, function (byte) { return byte.toString(16).padStart(2, '0'); }).join('');
  }

  function begin() {
    newKey();
    form.reset();
    mark([]);
    fail('');
    form.hidden = false;
    received.hidden = true;
    document.getElementById('reference').textContent = '';
  }

  function mark(wrong) {
    names.forEach(function (name) {
      var isWrong = wrong.includes(name);
      document.getElementById(name + '-error').hidden = !isWrong;
      if (isWrong) form.elements[name].setAttribute('aria-invalid', 'true');
      else form.elements[name].removeAttribute('aria-invalid');
    });
    var first = names.find(function (name) { return wrong.includes(name); });
    if (first) form.elements[first].focus();
  }

  function fail(kind) {
    Array.from(failure.children).forEach(function (text) { text.hidden = text.id !== 'failure-' + kind; });
    if (kind && kind !== 'fields') failure.focus();
  }

  function written() {
    var body = { unitCode: form.dataset.unit };
    names.forEach(function (name) { body[name] = form.elements[name].value.trim(); });
    return body;
  }

  function refused(status, problem) {
    if (status === 429) return fail('busy');
    var pointed = ((problem && problem.fields) || []).map(function (field) { return field.pointer.slice(1); });
    if (pointed.includes('unitCode')) return fail('unit');
    var wrong = names.filter(function (name) { return pointed.includes(name); });
    fail(wrong.length > 0 ? 'fields' : 'failed');
    mark(wrong);
  }

  async function deliver(body) {
    var response = await fetch('api/self-reports', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify(body),
      credentials: 'omit',
      cache: 'no-store'
    });
    var answer = await response.json();
    if (!response.ok) return refused(response.status, answer);
    begin();
    form.hidden = true;
    received.hidden = false;
    document.getElementById('reference').textContent = answer.reference;
    received.focus();
  }

  form.addEventListener('submit', async function (event) {
    event.preventDefault();
    if (sending) return;
    var body = written();
    var empty = names.filter(function (name) { return body[name] === ''; });
    mark(empty);
    fail(empty.length > 0 ? 'fields' : '');
    if (empty.length > 0) return;
    sending = true;
    send.disabled = true;
    try {
      await deliver(body);
    } catch (error) {
      fail('failed');
    } finally {
      sending = false;
      send.disabled = false;
    }
  });

  document.getElementById('another').addEventListener('click', begin);
  window.addEventListener('pagehide', begin);
  begin();
  send.disabled = false;
})();
`;
