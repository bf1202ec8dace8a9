export const idNumber = '410424199001011234'; export const amountFen = 9007199254740991;
