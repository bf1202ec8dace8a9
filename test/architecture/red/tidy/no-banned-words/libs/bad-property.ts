export class Files { private readonly keyManager = 1; }
