describe.skip('not now', () => {});
