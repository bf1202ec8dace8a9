import { ApiProperty } from '@nestjs/swagger';
import type { DifficultyCategory } from '#domain/policy/rules';
import type { CaseFile } from '#read-models/case-file/case-file';
import { terms } from '#read-models/terms';
import { escaped } from '../platform/html.js';
import { NONE, categories } from './board-filter.js';

/** The first and last day on which a notice hangs; it may be taken down from the last day on. */
export type NoticePeriod = Readonly<{ from: string; to: string; standing: 'draft' | 'posted' | 'closed' }>;

/**
 * 公示: what the public is told of an application, and nothing else. Never an ID number, telephone, card, address or health
 * value of the household (Qin'an county's notice rule; PIPL art. 28): the document is made of these fields alone.
 */
export class PublicNotice {
  @ApiProperty({ example: '困难职工家庭建档公示' }) readonly title!: string;
  @ApiProperty() readonly name!: string;
  @ApiProperty() readonly unit!: string;
  @ApiProperty({ enum: categories.filter((category) => category !== NONE), nullable: true }) readonly category!: DifficultyCategory | null;
  @ApiProperty({ example: '深度困难' }) readonly categoryText!: string;
  @ApiProperty({ example: '困难职工家庭建档' }) readonly item!: string;
  @ApiProperty({ description: 'where objections are reported' }) readonly reportTelephone!: string;
  @ApiProperty({ format: 'date' }) readonly from!: string;
  @ApiProperty({ format: 'date' }) readonly to!: string;
  @ApiProperty({ enum: ['draft', 'posted', 'closed'] }) readonly standing!: NoticePeriod['standing'];
}

const itemOf = ({ file }: CaseFile): string => {
  if (file.relapses > 0) return '困难职工家庭返困建档';
  return file.facts.temporary ? '困难职工家庭临时救助建档' : '困难职工家庭建档';
};

/** Period of the notice that hangs or hung last; undefined where none was posted. */
export const periodOf = ({ notices }: CaseFile): NoticePeriod | undefined => {
  const last = notices.at(-1);
  return last && { from: last.postedOn, to: last.endsOn, standing: last.closed ? 'closed' : 'posted' };
};

/** What a notice says of a file. */
export const publicNoticeOf = (
  file: CaseFile,
  { unit, reportTelephone }: Readonly<{ unit: string; reportTelephone: string }>,
  period: NoticePeriod,
): PublicNotice => {
  const { principal, classification, claimedCategory } = file.file.facts;
  const category = classification?.category ?? claimedCategory ?? null;
  const item = itemOf(file);
  const categoryText = category ? terms.category[category].zh : '待认定';
  return { title: `${item}公示`, name: principal.name, unit, category, categoryText, item, reportTelephone, ...period };
};

const STYLE = `
@page { size: A4; margin: 25mm; }
body { font: 16pt/1.9 SimSun, serif; max-width: 42em; margin: 2em auto; }
h1 { text-align: center; font-size: 26pt; letter-spacing: .2em; }
table { border-collapse: collapse; width: 100%; margin: 1em 0; }
th, td { border: 1px solid #000; padding: .3em .8em; text-align: left; }
th { width: 8em; font-weight: normal; }
.signature { text-align: right; }
.draft { text-align: center; border: 2px dashed #000; }`;

/** The notice as a page to print. */
export const noticePage = (notice: PublicNotice): string => {
  const { title, name, unit, categoryText, item, reportTelephone, from, to, standing } = notice;
  const rows = [
    ['申请人', name],
    ['所在工会', unit],
    ['困难类别', categoryText],
    ['公示事项', item],
    ['公示时间', `${from}至${to}`],
    ['举报电话', reportTelephone],
  ];
  return `<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><title>${escaped(title)}</title><style>${STYLE}</style></head>
<body>
${standing === 'draft' ? '<p class="draft">草稿，尚未张贴</p>' : ''}
<h1>${escaped(title)}</h1>
<p>经入户调查，现将下列困难职工家庭的有关情况予以公示，接受职工群众监督。对公示内容有异议的，请在公示期内向工会反映。</p>
<table>${rows.map(([label, value]) => `<tr><th>${label}</th><td>${escaped(value ?? '')}</td></tr>`).join('')}</table>
<p class="signature">${escaped(unit)}<br>${from}</p>
</body>
</html>
`;
};
