/* eslint-disable no-undef */
