import { Injectable } from '@nestjs/common';

/** Whether the server is about to stop: it is then not ready, and its connections end with their next answer. */
@Injectable()
export class Draining {
  private begun = false;

  begin(): void {
    this.begun = true;
  }

  get isUnderWay(): boolean {
    return this.begun;
  }
}
