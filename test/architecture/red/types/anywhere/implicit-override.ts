class Line { read(): string { return ''; } }
export class SealedLine extends Line { read(): string { return '[sealed]'; } }
