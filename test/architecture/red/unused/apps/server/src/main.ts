import { MongoClient } from 'mongodb';
import pino from 'pino';
import { used } from '../../../libs/domain/src/used.js';

console.log(used, MongoClient, pino);
