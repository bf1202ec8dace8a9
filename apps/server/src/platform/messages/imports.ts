import type { Messages } from './message.js';

/** Files that are taken over: what is wrong with a whole file. */
export const imports: Messages = {
  'column-missing': { zh: '文件缺少必需的列，请核对表头。', en: 'The file lacks columns that are needed. Please check its first row.' },
  'column-repeated': { zh: '文件中有重复的列名，请核对表头。', en: 'The file has the same column twice. Please check its first row.' },
  'csv-malformed': { zh: 'CSV 文件格式有误，请检查引号和分隔符。', en: 'The CSV file is malformed. Please check quotes and separators.' },
  'encoding-unknown': {
    zh: '无法识别文件编码，请另存为 UTF-8 或 GBK 后再上传。',
    en: 'The encoding is unknown. Please save the file as UTF-8 or GBK.',
  },
  'file-empty': { zh: '文件是空的。', en: 'The file is empty.' },
  'report-not-writable': { zh: '结果文件无法写入，请核对路径。', en: 'The report cannot be written there. Please check its path.' },
  'file-not-found': { zh: '没有找到该文件，请核对路径。', en: 'There is no such file. Please check its path.' },
  'file-too-large': { zh: '文件过大，请分批导入。', en: 'The file is too large. Please import it in parts.' },
  'households-missing': { zh: '导入家庭成员时须同时提供困难职工表。', en: 'Members come together with the table of households.' },
  'import-cancelled': { zh: '导入已取消，已写入的内容有效。', en: 'The import was cancelled. What was written stays.' },
  'import-interrupted': {
    zh: '导入中断，已写入的内容有效，请用同一文件重新导入以继续。',
    en: 'The import was interrupted. What was written stays; import the same file again to go on.',
  },
  'import-not-completed': { zh: '导入尚未完成，暂时没有结果文件。', en: 'The import is not completed, so there are no verdicts yet.' },
  'import-not-running': { zh: '该导入任务已经结束。', en: 'This import is over already.' },
  'import-unknown': { zh: '没有找到该导入任务。', en: 'There is no such import.' },
  'not-a-table': { zh: '该文件不是表格文件。', en: 'This file is not a table.' },
  'not-a-workbook': {
    zh: '无法打开该文件，请另存为 .xlsx 后再上传。',
    en: 'The file cannot be opened as a workbook. Please save it as .xlsx.',
  },
  'nothing-to-import': { zh: '请至少选择一个要导入的文件。', en: 'Please choose at least one file to import.' },
  'sheet-missing': { zh: '工作簿缺少必需的工作表。', en: 'The workbook lacks a sheet that is needed.' },
  'too-many-imports': { zh: '同时进行的导入过多，请稍后再试。', en: 'Too many imports are running. Please wait for one to end.' },
  'too-many-rows': { zh: '文件行数过多，请分批导入。', en: 'The file has too many rows. Please import it in parts.' },
  'unit-rows-invalid': {
    zh: '工会组织表中有错误的行，全部未导入，请修改后重试。',
    en: 'Some rows of the table of unions are wrong; nothing was imported.',
  },
  'upload-unreadable': { zh: '上传的内容无法读取，请重新上传。', en: 'What was uploaded cannot be read. Please upload it again.' },
  'verdicts-gone': {
    zh: '结果文件不在这台服务器上，请用同一文件重新导入。',
    en: 'The verdicts are not on this machine. Import the same files again to get them.',
  },
  'workbook-old-or-locked': {
    zh: '文件为旧版格式或设有密码，请另存为不加密的 .xlsx 后再上传。',
    en: 'The workbook is of an old kind or has a password. Please save it as .xlsx without one.',
  },
  'workbook-too-large': { zh: '工作簿过大，请分批导入。', en: 'The workbook is too large. Please import it in parts.' },
};
