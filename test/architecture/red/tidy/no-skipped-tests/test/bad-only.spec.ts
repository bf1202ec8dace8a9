it.only('runs alone', () => {});
