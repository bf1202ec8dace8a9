export const tell = (): void => console.log('told');
