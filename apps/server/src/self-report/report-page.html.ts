import type { ReportedChange } from '#domain/lead/lead.events';
import { escaped } from '../platform/html.js';
import type { Message } from '../platform/messages/message.js';

type Language = keyof Message;

const changes: Readonly<Record<ReportedChange, Message>> = {
  illness: { zh: '生病', en: 'Illness' },
  unemployment: { zh: '失业', en: 'Loss of work' },
  disaster: { zh: '受灾', en: 'Disaster' },
  accident: { zh: '意外事故', en: 'Accident' },
  schooling: { zh: '子女上学', en: 'Schooling of a child' },
  disability: { zh: '残疾', en: 'Disability' },
  death_in_family: { zh: '家人去世', en: 'Death in the family' },
  income: { zh: '收入减少', en: 'Less income' },
  other: { zh: '其他情况', en: 'Something else' },
};

const texts = {
  title: { zh: '家庭情况变化自主申报', en: 'Report a change in your household' },
  intro: {
    zh: '如果您或家人遇到困难,请填写下表。工会工作人员会与您联系。',
    en: 'If you or your family are in difficulty, please fill in this form. Somebody of the union will contact you.',
  },
  to: { zh: '受理单位', en: 'Your report goes to' },
  name: { zh: '姓名', en: 'Name' },
  idNumber: { zh: '身份证号', en: 'ID number' },
  phone: { zh: '联系电话', en: 'Telephone' },
  change: { zh: '发生了什么变化', en: 'What has changed' },
  words: { zh: '情况说明', en: 'In your own words' },
  choose: { zh: '请选择', en: 'Please choose' },
  send: { zh: '提交', en: 'Send' },
  privacy: {
    zh: '所填内容只用于核实情况和联系您,不会在这台设备上保存。',
    en: 'What you write is used to look into your situation and to contact you. Nothing is kept on this device.',
  },
  scriptless: {
    zh: '请在浏览器中启用 JavaScript 后填写,或直接联系工会。',
    en: 'Please allow JavaScript to use this form, or call the union.',
  },
  thanks: { zh: '已收到您的申报', en: 'Your report has been received' },
  reference: { zh: '查询编号', en: 'Reference' },
  keep: { zh: '请记下编号,询问进展时使用。', en: 'Please write it down, to ask after your report by.' },
  another: { zh: '再填一份', en: 'Report something else' },
  noUnit: {
    zh: '这个链接不完整或已失效。请重新扫描工会张贴的二维码,或直接联系所在工会。',
    en: 'This link is not complete or no longer valid. Please scan the code of your union again, or call your union.',
  },
} satisfies Readonly<Record<string, Message>>;

const wrong = {
  name: { zh: '请填写姓名,最多 50 个字。', en: 'Please write your name, 50 characters at most.' },
  idNumber: { zh: '请核对身份证号:应为 18 位。', en: 'Please check the ID number: it has 18 characters.' },
  phone: { zh: '请填写能联系到您的电话号码。', en: 'Please write a telephone number at which you can be reached.' },
  change: { zh: '请选择一项。', en: 'Please choose one.' },
  words: { zh: '请用几句话说明情况,最多 500 个字。', en: 'Please say what happened, in 500 characters at most.' },
} satisfies Readonly<Record<string, Message>>;

/** What keeps a report from being sent that no field of the form is to blame for. */
const failures = {
  fields: { zh: '有内容需要修改,请看标出的项目。', en: 'Something has to be corrected: see the fields marked below.' },
  unit: texts.noUnit,
  busy: { zh: '提交过于频繁,请稍等一分钟再试。', en: 'Too many reports at once. Please wait a minute and try again.' },
  failed: { zh: '没有提交成功,请稍后再试;您填写的内容还在。', en: 'It could not be sent. Please try again; what you wrote is still here.' },
} satisfies Readonly<Record<string, Message>>;

type Field = keyof typeof wrong;

const inputs: Readonly<Record<Exclude<Field, 'change'>, string>> = {
  name: '<input maxlength="50" autocomplete="off" #>',
  idNumber: '<input maxlength="30" autocomplete="off" autocapitalize="characters" spellcheck="false" #>',
  phone: '<input type="tel" maxlength="20" autocomplete="off" #>',
  words: '<textarea rows="5" maxlength="500" #></textarea>',
};

const controlOf = (field: Field, language: Language): string => {
  if (field !== 'change') return inputs[field];
  const options = Object.entries(changes).map(([value, text]) => `<option value="${value}">${text[language]}</option>`);
  return `<select #><option value="">${texts.choose[language]}</option>${options.join('')}</select>`;
};

const fieldOf = (field: Field, language: Language): string => {
  const attributes = `id="${field}" name="${field}" required aria-describedby="${field}-error"`;
  return `<div class="field"><label for="${field}">${texts[field][language]}</label>
${controlOf(field, language).replace('#', attributes)}
<p class="error" id="${field}-error" hidden>${wrong[field][language]}</p></div>`;
};

export type ReportTo = Readonly<{ unitCode: string; unitName: string }>;

/** The button waits for the script: without it nothing is sent anywhere, least of all in an address. */
const formFor = ({ unitCode, unitName }: ReportTo, language: Language): string => {
  const said = (text: keyof typeof texts): string => texts[text][language];
  const alerts = Object.entries(failures).map(([key, text]) => `<p id="failure-${key}" hidden>${text[language]}</p>`);
  const fields = (Object.keys(wrong) as Field[]).map((field) => fieldOf(field, language));
  return `<p>${said('intro')}</p>
<p>${said('to')}: <strong>${escaped(unitName)}</strong></p>
<noscript><p class="error">${said('scriptless')}</p></noscript>
<form id="report" method="post" autocomplete="off" novalidate data-unit="${escaped(unitCode)}">
<div id="failure" class="error" role="alert" tabindex="-1">${alerts.join('')}</div>
${fields.join('\n')}
<p class="small">${said('privacy')}</p>
<button id="send" type="submit" disabled>${said('send')}</button>
</form>
<section id="received" role="status" tabindex="-1" hidden>
<h2>${said('thanks')}</h2>
<p>${said('reference')}: <strong id="reference"></strong></p>
<p>${said('keep')}</p>
<button id="another" type="button">${said('another')}</button>
</section>
<script src="report/form.js"></script>`;
};

/** The same page in the other language, for the same union. */
const otherLanguage = (to: ReportTo | undefined, language: Language): string => {
  const [other, name, tag] = language === 'zh' ? ['en', 'English', 'en'] : ['zh', '中文', 'zh-CN'];
  const search = new URLSearchParams({ ...(to && { unit: to.unitCode }), lang: other });
  return `<a href="?${escaped(search.toString())}" lang="${tag}" hreflang="${tag}">${name}</a>`;
};

/** 自主申报: the form of a union, or what is said where the address names none. Addresses are relative: a proxy may serve it below a folder. */
export const reportPage = (to: ReportTo | undefined, language: Language): string => `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${texts.title[language]}</title>
<link rel="stylesheet" href="report/form.css">
</head>
<body>
<main>
<p class="language">${otherLanguage(to, language)}</p>
<h1>${texts.title[language]}</h1>
${to ? formFor(to, language) : `<p class="error" role="alert">${texts.noUnit[language]}</p>`}
</main>
</body>
</html>
`;
