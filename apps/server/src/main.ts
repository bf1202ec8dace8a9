import { Logger } from '@nestjs/common';
import { createApp } from './app.js';
import { loadDemoCity } from './demo-city.js';
import { WrongSetting, readSettings } from './platform/settings.js';
import { stopOnSignals } from './stop.js';

try {
  const settings = readSettings(process.env);
  const app = await createApp(settings);
  stopOnSignals(app, settings);
  if (process.argv.includes('--demo')) await loadDemoCity(app, settings);
  await app.listen(settings.port, settings.host);
  new Logger('Server').log({ url: await app.getUrl(), roles: settings.roles }, 'listening');
} catch (error) {
  process.stderr.write(error instanceof WrongSetting ? `${error.message}\n` : `the server did not start: ${String(error)}\n`);
  process.exit(1);
}
