export const later = (): unknown => setTimeout(() => {}, 1);
