import { createApp } from './app.js';
import { WrongSetting, readSettings } from './platform/settings.js';

try {
  const settings = readSettings(process.env);
  const app = await createApp(settings);
  app.enableShutdownHooks(['SIGTERM', 'SIGINT']);
  await app.listen(settings.port, settings.host);
} catch (error) {
  process.stderr.write(error instanceof WrongSetting ? `${error.message}\n` : `the server did not start: ${String(error)}\n`);
  process.exit(1);
}
