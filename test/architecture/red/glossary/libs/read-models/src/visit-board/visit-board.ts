export const visitBoard = { collection: { name: 'visit-board', key: () => '', fields: {}, indexes: [] }, categories: ['visit'] };
export const visitDiary = { collection: { name: 'visit-diary', key: () => '', fields: {}, indexes: [] }, categories: ['visit'] };
