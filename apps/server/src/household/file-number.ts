/** A file's own number, here and in the national system: letters, digits and hyphens. */
export const FILE_NUMBER = /^[A-Za-z0-9-]{1,40}$/;
