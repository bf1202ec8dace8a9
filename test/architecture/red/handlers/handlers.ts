import { Command, CommandHandler } from '@nestjs/cqrs';

class PlanVisit extends Command<void> {}

@CommandHandler(PlanVisit)
export class PlanVisitHandler {
  execute(): void {}
}

@CommandHandler(PlanVisit)
export class PlanVisitTooHandler {
  execute(): void {}
}
