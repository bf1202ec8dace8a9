type Message<Type extends string, Payload> = Readonly<{ type: Type; data: Payload }>;

export type VisitEventData = Readonly<{
  /** A visit has a day. */
  VisitPlanned: Readonly<{ visitId: string; on: string; note?: string }>;
  VisitForgotten: Readonly<{ visitId: string }>;
}>;

export type VisitEvent = { [Type in keyof VisitEventData]: Message<Type, VisitEventData[Type]> }[keyof VisitEventData];

export type VisitCommand =
  /** Gives a visit its day. */
  Message<'PlanVisit', Readonly<{ visitId: string; on: string }>> | Message<'ForgetVisit', Readonly<{ visitId: string }>>;
