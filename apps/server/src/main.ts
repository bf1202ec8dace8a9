import { Logger } from '@nestjs/common';
import { createApp } from './app.js';
import { demoLoading, loadDemoCity } from './demo-city.js';
import { WrongSetting, readSettings } from './platform/settings.js';
import { stopOnSignals } from './stop.js';

try {
  const settings = readSettings(process.env);
  const loading = process.argv.includes('--demo') ? await demoLoading(settings) : undefined;
  const app = await createApp(settings, loading ? { clock: loading.clock } : {});
  stopOnSignals(app, settings);
  if (loading) await loadDemoCity(app, settings, loading);
  await app.listen(settings.port, settings.host);
  new Logger('Server').log({ url: await app.getUrl(), roles: settings.roles }, 'listening');
} catch (error) {
  process.stderr.write(error instanceof WrongSetting ? `${error.message}\n` : `the server did not start: ${String(error)}\n`);
  process.exit(1);
}
