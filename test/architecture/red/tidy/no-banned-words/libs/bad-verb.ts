export function processHousehold(): void {}
