const boardCollection = { name: 'visit-board', key: () => '', fields: {}, indexes: [] };
export const visitBoard = { collection: boardCollection, version: 1, categories: ['visit'] };
export const visitDiary = { collection: { name: 'visit-diary', key: () => '', fields: {}, indexes: [] }, version: 1, categories: ['diary'] };
