fit('runs alone', () => {});
