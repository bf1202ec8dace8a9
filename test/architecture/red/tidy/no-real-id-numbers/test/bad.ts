export const idNumber = '11010120991231001X';
