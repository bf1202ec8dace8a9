import { Injectable } from '@nestjs/common';
import { household } from '../../../../libs/domain/src/household/household.js';
import { settings } from '../platform/settings.js';
export const approve = [Injectable, household, settings];
