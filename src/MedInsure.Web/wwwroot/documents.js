// 政策文件库: sends an attachment beside the circuit and tells the page what came of it.
const limit = 20 * 1024 * 1024;

export function watchUpload(form, page) {
  const submitted = async event => {
    event.preventDefault();
    const file = form.elements.file.files[0];
    if (!file) return page.invokeMethodAsync('UploadEnded', { sentence: '请先选择要上传的文件。' });
    if (file.size > limit) return page.invokeMethodAsync('UploadEnded', { sentence: '文件超过 20 MB，不能上传；请压缩扫描件，或分成几个文件。' });
    await page.invokeMethodAsync('UploadBegun');
    const body = new FormData();
    body.append('file', file, file.name);
    let answer;
    try {
      const response = await fetch(form.action, { method: 'POST', body, headers: { RequestVerificationToken: form.elements.__RequestVerificationToken.value } });
      if (response.status === 429) answer = { sentence: '上传过于频繁，请一分钟后再试。' };
      else if (!response.ok || !response.headers.get('content-type')?.includes('json')) answer = { sentence: '登录已失效或页面已过期，请刷新页面后重新上传。' };
      else answer = await response.json();
    } catch {
      answer = { sentence: '文件没有传完整。请检查文件是否正在被其他程序修改、网络是否正常，然后重新上传。' };
    }
    form.reset();
    await page.invokeMethodAsync('UploadEnded', answer);
  };
  form.addEventListener('submit', submitted);
  return { stop() { form.removeEventListener('submit', submitted); } };
}
