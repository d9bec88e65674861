// Sends a form's file beside the circuit: a circuit is no road for files.
const lost = '文件没有传完整。请检查文件是否正在被其他程序修改、网络是否正常，然后重新上传。';

/** What the server answered, or a sentence why it did not. */
async function send(form, file) {
  const body = new FormData();
  body.append('file', file, file.name);
  try {
    const response = await fetch(form.action, { method: 'POST', body, headers: { RequestVerificationToken: form.elements.__RequestVerificationToken.value } });
    if (response.status === 429) return { sentence: '上传过于频繁，请一分钟后再试。' };
    if (!response.ok || !response.headers.get('content-type')?.includes('json')) return { sentence: '登录已失效或页面已过期，请刷新页面后重新上传。' };
    return await response.json();
  } catch {
    return { sentence: lost };
  }
}

/**
 * Tells the page when an upload begins, and its answer when it has ended.
 *   limit      bytes; what is larger is not sent
 *   none, large  the sentences for no file and for one that is too large
 */
export function watchUpload(form, page, limit, none, large) {
  const submitted = async event => {
    event.preventDefault();
    const file = form.elements.file.files[0];
    if (!file || file.size > limit) return page.invokeMethodAsync('UploadEnded', { sentence: file ? large : none });
    await page.invokeMethodAsync('UploadBegun');
    const answer = await send(form, file);
    if (form.elements.file.files[0] === file) form.reset(); // and not what was chosen meanwhile
    await page.invokeMethodAsync('UploadEnded', answer);
  };
  form.addEventListener('submit', submitted);
  return { stop() { form.removeEventListener('submit', submitted); } };
}
